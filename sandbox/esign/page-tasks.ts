import { randomBytes } from 'node:crypto'
import type { PageTask } from '#sandbox/state/state.ts'
import type { EsignCaller } from './caller.ts'
import { EsignRefusal } from './esign-codes.ts'

/** The answer of a call that opens a page. */
export type PageAddresses = { taskId: string; pcUrl: string; mobileUrl: string }

type Page = 'authorise' | 'real-name' | 'console' | 'start' | 'sign'

const validMs = 2 * 3_600_000
const prefixes = { authorise: 'AUTH', 'person-real-name': 'PRN', 'corp-real-name': 'ORN' } as const

export function pageAddress(
  origin: string,
  page: Page,
  id: string,
  query: Record<string, string> = {},
): string {
  const url = new URL(`/_sandbox/pages/${page}/${encodeURIComponent(id)}`, origin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** The two addresses of a page; on the real service the PC one opens inside DingTalk. */
export function pageAddresses(origin: string, page: Page, taskId: string): PageAddresses {
  const mobileUrl = pageAddress(origin, page, taskId)
  return { taskId, mobileUrl, pcUrl: pageAddress(origin, page, taskId, { client: 'pc' }) }
}

/** The http, https or dingtalk address in a request's field; null if empty. Rejects any other. */
export function requireAddress(field: string, address: string | undefined): string | null {
  if (address === undefined || address === '') return null
  const protocol = URL.canParse(address) ? new URL(address).protocol : ''
  if (['http:', 'https:', 'dingtalk:'].includes(protocol)) return address
  throw new EsignRefusal('requestParamError', `${field}不合法`)
}

/** Creates a page task; its page is valid for two hours. */
export function createPageTask(
  caller: EsignCaller,
  what: Pick<PageTask, 'kind' | 'userId'>,
  redirectUrl: string | undefined,
): PageAddresses {
  const taskId = `${prefixes[what.kind]}-${randomBytes(16).toString('hex')}`
  caller.world.state.pageTasks.set(taskId, {
    ...what,
    taskId,
    clientId: caller.clientId,
    corpId: caller.corp.corpId,
    redirectUrl: requireAddress('redirectUrl', redirectUrl),
    expiresAt: caller.world.now() + validMs,
  })
  return pageAddresses(caller.origin, what.kind === 'authorise' ? 'authorise' : 'real-name', taskId)
}
