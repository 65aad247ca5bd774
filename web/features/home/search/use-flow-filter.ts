import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import type { FlowScope } from '#shared/rules/codes/flow-scope.ts'
import type { Session } from '#shared/schemas/session.ts'
import { keepConditions, keptConditions } from '#web/api/device-cache/kept-conditions.ts'
import { type FlowConditions, conditionsOf, hasConditions } from '#web/api/queries/flow-list.ts'
import { useSession } from '#web/api/session/session-query.ts'
import { changeSearch } from '#web/components/page/navigation.ts'
import { flowListQuery } from '../list/flow-list-query.ts'
import { firstScopeQuery } from './first-scope-query.ts'
import {
  choiceFromSearch,
  type ListChoice,
  normalizeChoice,
  searchWithChoice,
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
  const session = useSession()
  const choiceInSearch = useMemo(() => choiceFromSearch(search), [search])
  const { data, isError } = useQuery({ ...firstScopeQuery, enabled: choiceInSearch.scope === null })
  // If reading it fails, the list itself shows the error.
  const first = data ?? (isError ? 'waiting' : null)
  const choice = useMemo(
    () => withScope(choiceInSearch, first, session),
    [choiceInSearch, first, session],
  )
  // Two changes may happen between renders.
  const latest = useRef(search)
  useEffect(() => {
    latest.current = search
  }, [search])
  const changeChoice = useCallback(
    (changes: Partial<ListChoice>) => {
      const firstKnown = client.getQueryData(firstScopeQuery.queryKey) ?? null
      const before = choiceFromSearch(latest.current)
      const now = withScope(before, firstKnown, session)
      // Another list has its own conditions.
      const { scope } = { ...now, ...changes }
      const isOther = scope !== null && scope !== now.scope
      const conditions = isOther ? keptIn(session, scope) : conditionsOf(now)
      const next = normalizeChoice({ ...now, ...conditions, ...changes })
      if (scope !== null)
        keepConditions(session, scope, searchWithChoice('', { ...next, scope: null, q: '' }))
      // The first list needs no place in the address.
      const isFirst = before.scope === null && changes.scope === undefined
      latest.current = searchWithChoice(latest.current, isFirst ? { ...next, scope: null } : next)
      change(latest.current)
      // Starts fetching the list while the page renders.
      if (scope !== null) void client.prefetchInfiniteQuery(flowListQuery({ ...next, scope }))
    },
    [client, change, session],
  )
  return [choice, changeChoice]
}

/** With the first list, and what that was last narrowed by, where the address has neither. */
function withScope(choice: ListChoice, first: FlowScope | null, session: Session): ListChoice {
  if (choice.scope !== null || first === null) return choice
  const kept = hasConditions(choice) ? null : keptIn(session, first)
  return normalizeChoice({ ...choice, ...kept, scope: first })
}

function keptIn(session: Session, scope: FlowScope): FlowConditions {
  return conditionsOf(choiceFromSearch(keptConditions(session)[scope] ?? ''))
}
