import type { QueryClient } from '@tanstack/react-query'
import type { WritableAtom } from 'nanostores'
import type { Http } from './http/http.ts'
import type { Live } from './live/live.ts'
import type { FirstAnswers } from './session/first-answers.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { api?: Api }
  }
}

/**
 * What queries need beside the query cache: made once at the start, and in the `meta` of every
 * query.
 */
export interface Api {
  http: Http
  live: Live
  /** Set from the start of signing out until the person goes on. Meanwhile `live` is closed. */
  isSignedOut: WritableAtom<boolean>
  first: FirstAnswers
}

/** The part of it that the boot script makes. */
export type BegunApi = Pick<Api, 'http' | 'first'>

/** The `Api` of a query client. In the proxy, which only draws pages, there is none. */
export function apiOf(client: QueryClient): Api {
  const api = client.getDefaultOptions().queries?.meta?.api
  if (api === undefined) throw new Error('a query client without an api')
  return api
}
