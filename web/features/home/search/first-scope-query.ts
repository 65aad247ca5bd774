import { CancelledError, type InfiniteData, queryOptions } from '@tanstack/react-query'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import { flowListQuery } from '../list/flow-list-query.ts'

const whole = { status: null, q: '' } as const

/**
 * The list to show to somebody who has chosen none: what waits for the person, else what the person
 * started, else all. It is settled once, so that no list gives way to another one before their eyes.
 * Fails where the lists cannot be read.
 */
export const firstScopeQuery = queryOptions({
  queryKey: ['first-scope'],
  queryFn: async ({ client }): Promise<FlowScope> => {
    const read = (scope: FlowScope): Promise<InfiniteData<FlowList>> =>
      client.fetchInfiniteQuery(flowListQuery({ scope, ...whole })).catch((cause: unknown) => {
        // A part of the page that read it too has gone, and with it the reading. Told of, it would count
        // as this query's own end, which then stays under way for ever.
        if (cause instanceof CancelledError) return read(scope)
        throw cause
      })
    const hasAny = async (scope: FlowScope) => {
      const { pages } = await read(scope)
      return pages.some(({ flows }) => flows.length > 0)
    }
    const started = hasAny('started')
    // It may not be needed at all.
    started.catch(() => {})
    if (await hasAny('waiting')) return 'waiting'
    return (await started) ? 'started' : 'all'
  },
  // The lists try again by themselves.
  retry: false,
  staleTime: Infinity,
  gcTime: Infinity,
  refetchOnMount: false,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
})
