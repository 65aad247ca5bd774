import type { Http } from '#web/api/http/http.ts'
import { type FlowFilter, noConditions, readFlowList } from '#web/api/queries/flow-list.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { conditionNames, listAndWords } from '#web/features/home/search/search-filter.ts'
import type { FirstList } from './first-read.ts'

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
  // If it fails, the page reads the list again.
  list.catch(() => {})
  return { filter, note, list }
}
