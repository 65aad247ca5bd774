import type { QueryClient } from '@tanstack/react-query'
import { fileAddressShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * A URL from which a DingTalk client downloads one of our files, `POST /api/file-addresses`.
 * Rejects with `ApiError`.
 * @param path with its query string
 */
export function readFileAddress(client: QueryClient, path: string) {
  return call(client, '/api/file-addresses', fileAddressShape, { method: 'POST', body: { path } })
}
