import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { changeSearch } from '#web/components/page/navigation.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import { firstScopeQuery } from './first-scope-query.ts'
import { choiceFromSearch, type ListChoice, searchWithChoice, withSense } from './flow-filter.ts'

/**
 * What is chosen to be listed is in the address, so that going back and reloading keep it. The list
 * that is shown first, where the address names none, is not.
 */
export function useFlowFilter(): [ListChoice, (change: Partial<ListChoice>) => void] {
  const search = useSearch()
  const client = useQueryClient()
  const told = useMemo(() => choiceFromSearch(search), [search])
  const { data, isError } = useQuery({ ...firstScopeQuery, enabled: told.scope === null })
  // A list that cannot be read says so in its own place.
  const first = data ?? (isError ? 'waiting' : null)
  const choice = useMemo(() => withScope(told, first), [told, first])
  const change = useCallback(
    (changes: Partial<ListChoice>) => {
      const before = location.search
      const next = searchWithChoice(before, { ...choiceFromSearch(before), ...changes })
      changeSearch(next)
      // The list is on its way while the page is drawn for it.
      const { queryKey } = firstScopeQuery
      const { scope, ...rest } = withScope(choiceFromSearch(next), client.getQueryData(queryKey))
      if (scope !== null) void client.prefetchInfiniteQuery(flowListQuery({ scope, ...rest }))
    },
    [client],
  )
  return [choice, change]
}

function withScope(told: ListChoice, first: ListChoice['scope'] = null): ListChoice {
  return told.scope === null ? withSense({ ...told, scope: first }) : told
}
