import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import { changeSearch, leftHomeSearch } from '#web/components/page/navigation.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import { firstScopeQuery } from './first-scope-query.ts'
import { choiceFromSearch, type ListChoice, searchWithChoice, withSense } from './flow-filter.ts'

type Filter = [ListChoice, (change: Partial<ListChoice>) => void]

/**
 * What is chosen to be listed is in the address, so that going back and reloading keep it. The list
 * that is shown first, where the address names none, is not.
 */
export function useFlowFilter(): Filter {
  return useFilterIn(useSearch(), changeSearch)
}

/**
 * The same for the list beside a contract, whose address tells of the contract alone: there the list
 * stays what it was on the home page.
 */
export function useColumnFilter(): Filter {
  const [path] = useLocation()
  const address = useSearch()
  const isHome = path === '/'
  const [kept, setKept] = useState(() => (isHome ? address : leftHomeSearch()))
  if (isHome && kept !== address) setKept(address)
  return useFilterIn(isHome ? address : kept, isHome ? changeSearch : setKept)
}

function useFilterIn(search: string, change: (search: string) => void): Filter {
  const client = useQueryClient()
  const told = useMemo(() => choiceFromSearch(search), [search])
  const { data, isError } = useQuery({ ...firstScopeQuery, enabled: told.scope === null })
  // A list that cannot be read says so in its own place.
  const first = data ?? (isError ? 'waiting' : null)
  const choice = useMemo(() => withScope(told, first), [told, first])
  // Two changes may come before the first is drawn.
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
      // The list is on its way while the page is drawn for it.
      const { queryKey } = firstScopeQuery
      const { scope, ...rest } = withScope(choiceFromSearch(next), client.getQueryData(queryKey))
      if (scope !== null) void client.prefetchInfiniteQuery(flowListQuery({ scope, ...rest }))
    },
    [client, change],
  )
  return [choice, changeChoice]
}

function withScope(told: ListChoice, first: ListChoice['scope'] = null): ListChoice {
  return told.scope === null ? withSense({ ...told, scope: first }) : told
}
