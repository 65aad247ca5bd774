import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { changeSearch } from '#web/components/page/navigation.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import { choiceFromSearch, type ListChoice, searchWithChoice } from './flow-filter.ts'
import { useFirstScope } from './use-first-scope.ts'

/**
 * What is chosen to be listed is in the address, so that going back and reloading keep it. Where the
 * address names no list, it is chosen once for what there is.
 */
export function useFlowFilter(): [ListChoice, (change: Partial<ListChoice>) => void] {
  const search = useSearch()
  const client = useQueryClient()
  const told = useMemo(() => choiceFromSearch(search), [search])
  const first = useFirstScope(told.scope === null)
  const choice = useMemo(
    () => (told.scope === null && first !== null ? { ...told, scope: first } : told),
    [told, first],
  )
  const change = useCallback(
    (changes: Partial<ListChoice>) => {
      const before = location.search
      const next = searchWithChoice(before, { ...choiceFromSearch(before), ...changes })
      changeSearch(next)
      // The list is on its way while the page is drawn for it.
      const { scope, ...rest } = choiceFromSearch(next)
      if (scope !== null) void client.prefetchInfiniteQuery(flowListQuery({ scope, ...rest }))
    },
    [client],
  )
  useEffect(() => {
    if (first === null) return
    const { search: before } = location
    changeSearch(searchWithChoice(before, { ...choiceFromSearch(before), scope: first }))
  }, [first])
  return [choice, change]
}
