import { useMemo } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import type { FlowFilter } from '../../api/flow-list.ts'
import { changeSearch } from '../../components/navigation.ts'
import { filterFromSearch, searchWithFilter } from './flow-filter.ts'

/** The filter is in the address, so that going back and reloading keep it. */
export function useFlowFilter(): [FlowFilter, (change: Partial<FlowFilter>) => void] {
  const search = useSearch()
  const filter = useMemo(() => filterFromSearch(search), [search])
  return [filter, changeFilter]
}

function changeFilter(change: Partial<FlowFilter>): void {
  const { search } = location
  changeSearch(searchWithFilter(search, { ...filterFromSearch(search), ...change }))
}
