import type { QueryClient } from '@tanstack/react-query'
import type { JsapiConfig } from '#shared/jsapi-config.ts'
import { withSession } from '#web/api/session/renew-session.ts'

/**
 * What `configureClient` hands to the client, `GET /api/jsapi-config`. Rejects with `ApiError`.
 * @param address of the page that calls `dd.config`, without its fragment
 */
export function readJsapiConfig(client: QueryClient, address: string): Promise<JsapiConfig> {
  return withSession(client, (http) =>
    http.json<JsapiConfig>(`/api/jsapi-config?url=${encodeURIComponent(address)}`),
  )
}
