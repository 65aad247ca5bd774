import { type FlowScope, flowScopes } from '#shared/rules/codes/flow-scope.ts'

/** As the proxy takes it. No task id is longer. */
export const longestSearch = 128

export interface ListWords {
  /** Null where nobody has chosen a list. */
  scope: FlowScope | null
  /** What is searched for; empty for nothing. */
  q: string
}

/**
 * List and words in an address's query (`?scope=all&q=…`); invalid values count as absent. Apart
 * from the status, so that the first list can be asked for before the app is there.
 */
export function listAndWords(params: URLSearchParams): ListWords {
  const scope = flowScopes.find((known) => known === params.get('scope')) ?? null
  const q = (params.get('q') ?? '').trim().slice(0, longestSearch)
  return { scope, q }
}
