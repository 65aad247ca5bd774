import type { QueryClient } from '@tanstack/react-query'
import type { LaunchPage, LaunchRequest } from '#shared/schemas/launch-page.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/** Calls that return the URL of a page of e签宝. */
export const launchCalls = {
  authorise: '/api/corp/auth-url',
  corpRealName: '/api/corp/realname-url',
  console: '/api/corp/console-url',
  realName: '/api/me/realname-url',
  approve: (taskId: string) => `${flowApiPath(taskId)}/approval-url`,
  sign: (taskId: string) => `${flowApiPath(taskId)}/sign-url`,
} as const

/**
 * Gets the URL of a page of e签宝. Do not cache it: it expires. Rejects with `ApiError`.
 * @param path one of `launchCalls`
 * @param returnTo where in the app e签宝 returns to; by default the call's own page
 */
export function askForPage(client: QueryClient, path: string, returnTo?: string) {
  const body: LaunchRequest = returnTo === undefined ? {} : { returnTo }
  return call<LaunchPage>(client, path, { method: 'POST', body })
}
