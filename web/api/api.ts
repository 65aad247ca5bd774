import type { QueryClient } from '@tanstack/react-query'
import type { WritableAtom } from 'nanostores'
import type { Http } from './http/http.ts'
import type { Live } from './live/live.ts'

declare module '@tanstack/react-query' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Register {
    queryMeta: { api?: Api }
  }
}

/**
 * What queries need besides the query cache. Created once at startup and passed in the `meta` of
 * every query.
 */
export type Api = {
  http: Http
  live: Live
  /**
   * True from the start of signing out until the person signs in again. Meanwhile `live` is closed.
   */
  isSignedOut: WritableAtom<boolean>
  /** When the client last reported that the network is gone, in epoch milliseconds; 0 if never. */
  offlineAt: WritableAtom<number>
}

/** The `Api` of a query client. Throws in the proxy, which draws pages without one. */
export function apiOf(client: QueryClient): Api {
  const api = client.getDefaultOptions().queries?.meta?.api
  if (api === undefined) throw new Error('a query client without an api')
  return api
}
