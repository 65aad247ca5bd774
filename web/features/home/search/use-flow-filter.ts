import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { changeSearch } from '#web/components/page/navigation.ts'
import { filterFromSearch, searchWithFilter } from './flow-filter.ts'
import { flowListQuery } from '../list/flow-list-query.ts'

/** The filter is in the address, so that going back and reloading keep it. */
export function useFlowFilter(): [FlowFilter, (change: Partial<FlowFilter>) => void] {
  const search = useSearch()
  const client = useQueryClient()
  const filter = useMemo(() => filterFromSearch(search), [search])
  const changeFilter = useCallback(
    (change: Partial<FlowFilter>) => {
      const before = location.search
      const next = searchWithFilter(before, { ...filterFromSearch(before), ...change })
      changeSearch(next)
      // The list is on its way while the page is drawn for it.
      void client.prefetchInfiniteQuery(flowListQuery(filterFromSearch(next)))
    },
    [client],
  )
  return [filter, changeFilter]
}
