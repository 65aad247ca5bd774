import type { QueryClient } from '@tanstack/react-query'
import type { FileAddress } from '#shared/schemas/file-address.ts'
import { call } from '#web/api/session/renew-session.ts'

/**
 * A URL from which a DingTalk client downloads one of our files, `POST /api/file-addresses`.
 * Rejects with `ApiError`.
 * @param path with its query string
 */
export function readFileAddress(client: QueryClient, path: string) {
  return call<FileAddress>(client, '/api/file-addresses', { method: 'POST', body: { path } })
}
