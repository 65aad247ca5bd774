import { flowSorts } from '#shared/rules/codes/flow-sort.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { FlowConditions } from '#web/api/queries/flow-list.ts'
import { conditionNames, type ListWords, listAndWords } from './search-filter.ts'

/** The chosen list, conditions and search text. */
export type ListChoice = {} & FlowConditions & ListWords

const maxDays = 3650

/** A whole number of days, from 1. */
function daysIn(text: string | null): number | null {
  const days = Number(text)
  return Number.isInteger(days) && days > 0 && days <= maxDays ? days : null
}

/**
 * The choice in a URL's query (`?scope=all&status=signing,refused&since=30&by=…&due=3&sort=waiting&q=…`,
 * `since` and `due` in days); invalid values count as absent.
 */
export function choiceFromSearch(search: string): ListChoice {
  const params = new URLSearchParams(search)
  const statuses = (params.get('status') ?? '').split(',')
  return normalizeChoice({
    ...listAndWords(params),
    status: flowStatuses.filter((known) => statuses.includes(known)),
    since: daysIn(params.get('since')),
    by: (params.get('by') ?? '').slice(0, 128) || null,
    due: daysIn(params.get('due')),
    sort: flowSorts.find((known) => known === params.get('sort')) ?? null,
  })
}

/** The query with another choice; other parameters stay. */
export function searchWithChoice(search: string, choice: ListChoice): string {
  const { scope, status, since, by, due, sort, q } = normalizeChoice(choice)
  const params = new URLSearchParams(search)
  for (const name of ['scope', ...conditionNames, 'q']) params.delete(name)
  const set = (name: string, value: string | number | null) => {
    if (value !== null && value !== '') params.set(name, String(value))
  }
  set('scope', scope)
  set('status', status.join(','))
  set('since', since)
  set('by', by)
  set('due', due)
  set('sort', sort)
  set('q', q)
  // A comma needs no escape in a query.
  return params.toString().replace(/%2C/g, ',')
}

/**
 * Drops what a list cannot be narrowed by: what waits for somebody is all in signing, and what the
 * requester started has one initiator.
 */
export function normalizeChoice(choice: ListChoice): ListChoice {
  switch (choice.scope) {
    case 'waiting':
      return { ...choice, status: [], since: null, by: null }
    case 'started':
      return { ...choice, by: null }
    default:
      return choice
  }
}
