import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import { call } from '#web/api/session/renew-session.ts'
import { readOnce } from '#web/api/session/session-query.ts'
import { addressToSign, configureClient } from '#web/dingtalk/configure.ts'

/**
 * Null if the client has accepted `dd.config`, else its refusal. Cached because the client ignores
 * a second call.
 */
const clientConfigQuery = queryOptions({
  queryKey: ['client-config'],
  queryFn: async ({ client }) => {
    const path = `/api/jsapi-config?url=${encodeURIComponent(addressToSign())}`
    const config = await call<JsapiConfig>(client, path)
    return configureClient(config).then(
      () => null,
      (refusal: unknown) => ({ refusal }),
    )
  },
  ...readOnce,
})

/**
 * Runs `dd.config` once per page load. Contact pickers, DINGs and DingTalk's drive need it.
 * @throws DingTalkError if the client refuses it; ApiError if it could not be signed, in which case
 * the next call retries
 */
export async function configureOnce(client: QueryClient): Promise<void> {
  const failed = await client.ensureQueryData(clientConfigQuery)
  if (failed !== null) throw failed.refusal
}
