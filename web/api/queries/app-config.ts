import { queryOptions } from '@tanstack/react-query'
import { apiOf } from '#web/api/api.ts'
import { readAppConfig } from '#web/api/session/app-config.ts'
import { readSandboxSamples } from './sandbox.ts'

export const appConfigQuery = queryOptions({
  queryKey: ['app-config'],
  queryFn: readAppConfig,
  staleTime: Infinity,
})

/** The sandbox's people and flows; null when the app runs on the real DingTalk. */
export const sandboxSamplesQuery = queryOptions({
  queryKey: ['sandbox-samples'],
  queryFn: async ({ client }) => {
    const { mode } = await readAppConfig()
    return mode === 'sandbox' ? readSandboxSamples(apiOf(client).http) : null
  },
  staleTime: Infinity,
})
