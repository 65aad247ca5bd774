import { flowStatuses } from '#shared/flow-status.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { scopeAndWords } from './search-filter.ts'

/** The filter that an address's query (`?scope=all&status=signing&q=…`) tells; what is odd counts as not there. */
export function filterFromSearch(search: string): FlowFilter {
  const params = new URLSearchParams(search)
  const { scope, q } = scopeAndWords(params)
  const status = flowStatuses.find((known) => known === params.get('status')) ?? null
  return withSense({ scope, status, q })
}

/** The query with another filter in it; what else is in it stays. */
export function searchWithFilter(search: string, filter: FlowFilter): string {
  const { scope, status, q } = withSense(filter)
  const params = new URLSearchParams(search)
  for (const name of ['scope', 'status', 'q']) params.delete(name)
  if (scope !== 'waiting') params.set('scope', scope)
  if (status !== null) params.set('status', status)
  if (q !== '') params.set('q', q)
  return params.toString()
}

/** Only what is being signed waits for somebody. */
function withSense(filter: FlowFilter): FlowFilter {
  return filter.scope === 'waiting' ? { ...filter, status: null } : filter
}
