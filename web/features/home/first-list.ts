import type { FlowList } from '#shared/flow-list.ts'
import { type FlowFilter, readFlowList } from '#web/api/queries/flow-list.ts'
import { sessionNote } from '#web/api/session/session-note.ts'
import { listAndWords } from './search/search-filter.ts'

interface FirstList {
  key: string
  /** Whose session it was asked for with. */
  note: string
  list: Promise<FlowList>
}

let first: FirstList | null = null

/**
 * Asks for the list of this address while the app is still loading, where there is a session from
 * an earlier visit. This module takes nothing from the app, lest it waits for it.
 */
export function startFirstList(): void {
  const note = sessionNote()
  const params = new URLSearchParams(location.search)
  if (note === null || params.has('status')) return
  const { scope, q } = listAndWords(params)
  // Without a chosen list, what waits for the person decides which is shown.
  const filter: FlowFilter =
    scope === null ? { scope: 'waiting', status: null, q: '' } : { scope, status: null, q }
  const list = readFlowList(filter, null)
  first = { key: JSON.stringify(filter), note, list }
  // A failure meets whoever takes the list.
  list.catch(() => {})
}

/** The list of this filter that is under way, once, and only for whom it was asked for. */
export function takeFirstList(filter: FlowFilter): Promise<FlowList> | null {
  if (first?.key !== JSON.stringify(filter)) return null
  const { note, list } = first
  first = null
  return note === sessionNote() ? list : null
}
