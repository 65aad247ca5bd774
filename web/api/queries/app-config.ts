import { queryOptions } from '@tanstack/react-query'
import type { AppConfig } from '#shared/schemas/app-config.ts'
import { apiOf } from '#web/api/api.ts'
import { readAppConfig } from '#web/api/session/app-config.ts'
import { readSandboxSamples } from './sandbox.ts'

export const appConfigQuery = queryOptions({
  queryKey: ['app-config'],
  queryFn: readAppConfig,
  initialData: writtenConfig,
  staleTime: Infinity,
})

/** Reads the page, as `readAppConfig` does, but at once. Not there, to be left out of the first load. */
function writtenConfig(): AppConfig | undefined {
  const written = document.querySelector<HTMLMetaElement>('meta[name="app-config"]')?.content
  return written ? JSON.parse(written) : undefined
}

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
