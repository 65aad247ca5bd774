import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import type { FlowFilter } from '#web/api/queries/flow-list.ts'
import { type ListWords, listAndWords } from './search-filter.ts'

/** The chosen list, filter and search text. */
export type ListChoice = Pick<FlowFilter, 'status'> & ListWords

/**
 * The choice in a URL's query (`?scope=all&status=signing&q=…`); invalid values count as absent.
 */
export function choiceFromSearch(search: string): ListChoice {
  const params = new URLSearchParams(search)
  const { scope, q } = listAndWords(params)
  const status = flowStatuses.find((known) => known === params.get('status')) ?? null
  return normalizeChoice({ scope, status, q })
}

/** The query with another choice; other parameters stay. */
export function searchWithChoice(search: string, choice: ListChoice): string {
  const { scope, status, q } = normalizeChoice(choice)
  const params = new URLSearchParams(search)
  for (const name of ['scope', 'status', 'q']) params.delete(name)
  if (scope !== null) params.set('scope', scope)
  if (status !== null) params.set('status', status)
  if (q !== '') params.set('q', q)
  return params.toString()
}

/**
 * Drops the status from the list of what is waiting, because only flows in signing wait for
 * somebody.
 */
export function normalizeChoice(choice: ListChoice): ListChoice {
  return choice.scope === 'waiting' ? { ...choice, status: null } : choice
}
