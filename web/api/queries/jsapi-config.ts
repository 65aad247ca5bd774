import type { QueryClient } from '@tanstack/react-query'
import type { JsapiConfig } from '#shared/schemas/jsapi-config.ts'
import { jsapiConfigShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * What `configureClient` hands to the client, `GET /api/jsapi-config`. Rejects with `ApiError`.
 * @param address of the page that calls `dd.config`, without its fragment
 */
export function readJsapiConfig(client: QueryClient, address: string): Promise<JsapiConfig> {
  return call(client, `/api/jsapi-config?url=${encodeURIComponent(address)}`, jsapiConfigShape)
}
