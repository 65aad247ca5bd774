import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query'

/**
 * Rereads these queries after a change. A first read that is under way may be older than the change,
 * and TanStack Query would take it for the answer, so it is waited for.
 */
export async function readAgain(
  client: QueryClient,
  filters: InvalidateQueryFilters,
): Promise<void> {
  const queries = client.getQueryCache().findAll(filters)
  const firstReads = queries.flatMap(({ state, promise }) =>
    state.data === undefined && promise !== undefined ? [promise] : [],
  )
  await Promise.allSettled(firstReads)
  await client.invalidateQueries(filters)
}
