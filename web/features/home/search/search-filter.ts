import { type FlowScope, flowScopes } from '#shared/rules/codes/flow-scope.ts'

/** The proxy's limit, in characters. No task id is longer. */
export const maxSearchLength = 128

/** The parameters that narrow or order a list. */
export const conditionNames = ['status', 'since', 'by', 'due', 'sort'] as const

export type ListWords = {
  /** Null if no list was chosen. */
  scope: FlowScope | null
  /** The search text; empty for none. */
  q: string
}

/**
 * List and search text in a URL's query (`?scope=all&q=…`); invalid values count as absent.
 * Separate from the conditions, so that the first list can be requested before the app has loaded.
 */
export function listAndWords(params: URLSearchParams): ListWords {
  const scope = flowScopes.find((known) => known === params.get('scope')) ?? null
  const q = (params.get('q') ?? '').trim().slice(0, maxSearchLength)
  return { scope, q }
}
