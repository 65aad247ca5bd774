import type { QueryClient } from '@tanstack/react-query'
import type { VirtualItem } from '@tanstack/react-virtual'

/** A list as it was left. */
export interface SavedList {
  /** Which list. */
  key: string
  /** The heights of the rows that were shown. */
  measurements: VirtualItem[]
  /** How far below the page's top the list began, CSS pixels. */
  top: number
  /** The flow whose row had the focus; null for none. */
  focused: string | null
}

const queryKey = ['saved-list']

/** Saves how a list was left; one list is saved at a time. */
export function saveList(client: QueryClient, list: SavedList): void {
  client.setQueryDefaults(queryKey, { gcTime: Infinity, structuralSharing: false })
  client.setQueryData<SavedList>(queryKey, list)
}

/** How this list was left; null if another one was saved, or none. */
export function savedList(client: QueryClient, key: string): SavedList | null {
  const left = client.getQueryData<SavedList>(queryKey)
  return left?.key === key ? left : null
}
