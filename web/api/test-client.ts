import { QueryClient } from '@tanstack/react-query'
import { atom } from 'nanostores'
import type { Api } from './api.ts'
import { Http } from './http/http.ts'

/**
 * A query client for tests, with defaults for the parts of its `Api` that the test does not pass.
 */
export function testClient(parts: Partial<Api> = {}): QueryClient {
  const api: Api = {
    http: new Http(null),
    live: { isLive: atom(false), listen: () => () => {} },
    isSignedOut: atom(false),
    offlineAt: atom(0),
    ...parts,
  }
  return new QueryClient({ defaultOptions: { queries: { meta: { api } } } })
}
