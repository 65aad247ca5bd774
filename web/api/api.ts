import type { QueryClient } from '@tanstack/react-query'
import type { Http } from './http/http.ts'
import type { Live } from './live/live.ts'
import type { FirstAnswers } from './session/first-answers.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { api?: Api }
  }
}

/** What the app has beside the query cache. Made once where it starts; each query has it in its `meta`. */
export interface Api {
  http: Http
  live: Live
  first: FirstAnswers
}

/** What there is before the app. */
export type BegunApi = Omit<Api, 'live'>

/** The `Api` of a client. The proxy, which reads nothing when it draws a page, has none. */
export function apiOf(client: QueryClient): Api {
  const api = client.getDefaultOptions().queries?.meta?.api
  if (api === undefined) throw new Error('a query client without an api')
  return api
}
