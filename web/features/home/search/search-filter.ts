import { type FlowScope, flowScopes } from '#shared/rules/codes/flow-scope.ts'

/** As the proxy takes it. */
export const longestSearch = 100

export interface ListWords {
  /** Null where nobody has chosen a list. */
  scope: FlowScope | null
  /** What is searched for; empty for nothing. */
  q: string
}

/**
 * The list and the words that an address's query (`?scope=all&q=…`) tells; what is odd counts as
 * not there. Apart from the status, so that it is there before the app is.
 */
export function listAndWords(params: URLSearchParams): ListWords {
  const scope = flowScopes.find((known) => known === params.get('scope')) ?? null
  const q = (params.get('q') ?? '').trim().slice(0, longestSearch)
  return { scope, q }
}
