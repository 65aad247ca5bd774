import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import { changeSearch } from '#web/components/page/navigation.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import { firstScopeQuery } from './first-scope-query.ts'
import {
  choiceFromSearch,
  type ListChoice,
  searchWithChoice,
  normalizeChoice,
} from './flow-filter.ts'
import { changeHomeSearch, leftHomeSearch } from './left-home.ts'

type Filter = [ListChoice, (change: Partial<ListChoice>) => void]

/**
 * The filter in the URL, so that going back and reloading keep it. The default list is not in the
 * URL.
 */
export function useFlowFilter(): Filter {
  return useFilterIn(useSearch(), changeSearch)
}

/**
 * The filter of the list next to a contract, whose URL does not contain it: it starts as on the
 * home page, and changes here carry over to the home page.
 */
export function useColumnFilter(): Filter {
  const [path] = useLocation()
  const address = useSearch()
  const isHome = path === '/'
  const [kept, setKept] = useState(() =>
    isHome ? { search: address, isOther: false } : leftHomeSearch(),
  )
  // On the home page, applies what was chosen next to a contract, else follows the URL.
  const brought = isHome && kept.isOther ? kept.search : null
  const isBrought = brought === address
  const hasAddressChanged = isHome && !kept.isOther && kept.search !== address
  if (isBrought || hasAddressChanged) setKept({ search: address, isOther: false })
  useEffect(() => {
    if (brought !== null) changeSearch(brought.slice(1))
  }, [brought])
  const keep = useCallback((search: string) => {
    const chosen = { search: search === '' ? '' : `?${search}`, isOther: true }
    changeHomeSearch(chosen.search)
    setKept(chosen)
  }, [])
  return useFilterIn(
    isHome && brought === null ? address : kept.search,
    isHome ? changeSearch : keep,
  )
}

function useFilterIn(search: string, change: (search: string) => void): Filter {
  const client = useQueryClient()
  const choiceInSearch = useMemo(() => choiceFromSearch(search), [search])
  const { data, isError } = useQuery({ ...firstScopeQuery, enabled: choiceInSearch.scope === null })
  // If reading it fails, the list itself shows the error.
  const first = data ?? (isError ? 'waiting' : null)
  const choice = useMemo(() => withScope(choiceInSearch, first), [choiceInSearch, first])
  // Two changes may happen between renders.
  const latest = useRef(search)
  useEffect(() => {
    latest.current = search
  }, [search])
  const changeChoice = useCallback(
    (changes: Partial<ListChoice>) => {
      const before = latest.current
      const next = searchWithChoice(before, { ...choiceFromSearch(before), ...changes })
      latest.current = next
      change(next)
      // Starts fetching the list while the page renders.
      const { queryKey } = firstScopeQuery
      const { scope, ...rest } = withScope(choiceFromSearch(next), client.getQueryData(queryKey))
      if (scope !== null) void client.prefetchInfiniteQuery(flowListQuery({ scope, ...rest }))
    },
    [client, change],
  )
  return [choice, changeChoice]
}

function withScope(choice: ListChoice, first: ListChoice['scope'] = null): ListChoice {
  return choice.scope === null ? normalizeChoice({ ...choice, scope: first }) : choice
}
