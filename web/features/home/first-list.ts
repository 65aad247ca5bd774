import type { FlowList } from '#shared/schemas/flow/flow-list.ts'
import type { EarlyApi } from '#web/api/api.ts'
import type { Http } from '#web/api/http/http.ts'
import { type FlowFilter, noConditions, readFlowList } from '#web/api/queries/flow-list.ts'
import type { FirstList } from '#web/api/session/first-answers.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { conditionNames, listAndWords } from './search/search-filter.ts'

/** Identifies a filter, independent of its key order. */
const keyOf = ({ scope, q, status, since, by, due, sort }: FlowFilter) =>
  JSON.stringify([scope, q, status, since, by, due, sort])

/**
 * Fetches the list of this URL while the app loads, if there is a session from an earlier visit.
 * This module must not import app code, or it would wait for the app.
 */
export function startFirstList(http: Http): FirstList | null {
  const note = sessionNote(http.corpId)
  const params = new URLSearchParams(location.search)
  if (note === null || conditionNames.some((name) => params.has(name))) return null
  const { scope, q } = listAndWords(params)
  // The first list to show depends on what is waiting for the person.
  const filter: FlowFilter =
    scope === null ? { scope: 'waiting', q: '', ...noConditions } : { scope, q, ...noConditions }
  const list = readFlowList(http, filter, null)
  // The query that takes the list handles a failure.
  list.catch(() => {})
  return { key: keyOf(filter), note, list }
}

/** Takes the list of this filter, if it was requested in the current session. */
export function takeFirstList(
  { http, first }: EarlyApi,
  filter: FlowFilter,
): Promise<FlowList> | null {
  if (first.list?.key !== keyOf(filter)) return null
  const { note, list } = first.list
  first.list = null
  return note === sessionNote(http.corpId) ? list : null
}
