import { flowScopes } from '#shared/flow-scope.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'

/** As the proxy takes it. */
export const longestSearch = 100

/**
 * The list and the words that an address's query (`?scope=all&q=…`) tells; what is odd counts as
 * not there. Apart from the status, so that it is there before the app is.
 */
export function scopeAndWords(params: URLSearchParams): Pick<FlowFilter, 'scope' | 'q'> {
  const scope = flowScopes.find((known) => known === params.get('scope')) ?? 'waiting'
  const q = (params.get('q') ?? '').trim().slice(0, longestSearch)
  return { scope, q }
}
