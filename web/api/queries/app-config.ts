import { queryOptions } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { readAppConfig, writtenAppConfig } from '#web/api/session/app-config.ts'
import { readSandboxSamples } from './sandbox.ts'

export const appConfigQuery = queryOptions({
  queryKey: ['app-config'],
  queryFn: readAppConfig,
  initialData: () => writtenAppConfig() ?? undefined,
  staleTime: Infinity,
})

/**
 * The sandbox's organisations, and the people and flows of the page's one; null when the app runs on
 * the real DingTalk.
 */
export const sandboxSamplesQuery = queryOptions({
  queryKey: ['sandbox-samples'],
  queryFn: async ({ client }) => {
    const { mode, corpId } = await readAppConfig()
    const { http } = apiOf(client)
    return mode === 'sandbox' ? readSandboxSamples(http, corpId ?? http.corpId) : null
  },
  staleTime: Infinity,
})
