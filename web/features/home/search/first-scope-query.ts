import { CancelledError, type InfiniteData, queryOptions } from '@tanstack/react-query'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import { apiOf } from '#web/api/api.ts'
import { noConditions } from '#web/api/queries/flow-list.ts'
import { flowListQuery } from '../list/flow-list-query.ts'

const whole = { q: '', ...noConditions }

const hasFailed = (query: { state: { status: string } }) => query.state.status === 'error'

/**
 * The first list to show if none is chosen: what waits for the person, else what the person
 * started, else all. Determined once, so that lists do not switch while visible. Fails if the lists
 * cannot be read.
 */
export const firstScopeQuery = queryOptions({
  queryKey: ['first-scope'],
  queryFn: async ({ client }): Promise<FlowScope> => {
    const read = (scope: FlowScope): Promise<InfiniteData<FlowList>> =>
      client.fetchInfiniteQuery(flowListQuery({ scope, ...whole })).catch((cause: unknown) => {
        if (!(cause instanceof CancelledError)) throw cause
        // Throwing the cancellation error would leave this query pending forever.
        if (apiOf(client).isSignedOut.get()) throw new Error('signed out')
        // The read was cancelled because its other observer unmounted.
        return read(scope)
      })
    const hasAny = async (scope: FlowScope) => {
      const { pages } = await read(scope)
      return pages.some(({ flows }) => flows.length > 0)
    }
    const started = hasAny('started')
    // Its result may not be needed.
    started.catch(() => {})
    if (await hasAny('waiting')) return 'waiting'
    return (await started) ? 'started' : 'all'
  },
  // The list queries retry.
  retry: false,
  staleTime: Infinity,
  gcTime: Infinity,
  refetchOnMount: false,
  refetchOnReconnect: hasFailed,
  refetchOnWindowFocus: hasFailed,
})
