import type { JsapiConfig } from '#shared/jsapi-config.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { requestJson } from '#web/api/http/request.ts'

/**
 * What `configureClient` hands to the client, `GET /api/jsapi-config`. Rejects with `ApiError`.
 * @param address of the page that calls `dd.config`, without its fragment
 */
export function readJsapiConfig(address: string): Promise<JsapiConfig> {
  return withSession(() =>
    requestJson<JsapiConfig>(`/api/jsapi-config?url=${encodeURIComponent(address)}`),
  )
}
