import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { jsapiConfigShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'
import { readOnce } from '#web/api/session/session-query.ts'
import { addressToSign, configureClient } from '#web/dingtalk/configure.ts'

/** Null once the client has accepted `dd.config`, else why it has not: it ignores a second call. */
const clientConfigQuery = queryOptions({
  queryKey: ['client-config'],
  queryFn: async ({ client }) => {
    const path = `/api/jsapi-config?url=${encodeURIComponent(addressToSign())}`
    const config = await call(client, path, jsapiConfigShape)
    return configureClient(config).then(
      () => null,
      (refusal: unknown) => ({ refusal }),
    )
  },
  ...readOnce,
})

/**
 * Runs `dd.config`, which contact pickers, DINGs and DingTalk's drive need, once for each page load.
 * @throws DingTalkError when the client does not accept it, ApiError when it could not be signed; the
 * next call then asks again
 */
export async function configureOnce(client: QueryClient): Promise<void> {
  const failed = await client.ensureQueryData(clientConfigQuery)
  if (failed !== null) throw failed.refusal
}
