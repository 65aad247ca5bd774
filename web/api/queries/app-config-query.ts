import { queryOptions } from '@tanstack/react-query'
import { appConfig } from './app-config.ts'
import { readSandboxSamples } from './sandbox.ts'

export const appConfigQuery = queryOptions({
  queryKey: ['app-config'],
  queryFn: () => appConfig,
  staleTime: Infinity,
})

/** The sandbox's people and flows; null when the app runs on the real DingTalk. */
export const sandboxSamplesQuery = queryOptions({
  queryKey: ['sandbox-samples'],
  queryFn: async () => ((await appConfig).mode === 'sandbox' ? readSandboxSamples() : null),
  staleTime: Infinity,
})
