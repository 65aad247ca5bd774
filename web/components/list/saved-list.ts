import type { QueryClient } from '@tanstack/react-query'
import type { VirtualItem } from '@tanstack/react-virtual'

/** The state of a list when it was left. */
export type SavedList = {
  /** Identifies the list. */
  key: string
  /** The measured row heights. */
  measurements: VirtualItem[]
  /** Distance from the page's top to the list, CSS pixels. */
  top: number
  /** The flow whose row had the focus, or null. */
  focused: string | null
}

const queryKey = ['saved-list']

/** Saves the state of a list that is being left. Only one list is saved at a time. */
export function saveList(client: QueryClient, list: SavedList): void {
  client.setQueryDefaults(queryKey, { gcTime: Infinity, structuralSharing: false })
  client.setQueryData<SavedList>(queryKey, list)
}

/** The saved state of this list; null if none or another list is saved. */
export function savedList(client: QueryClient, key: string): SavedList | null {
  const left = client.getQueryData<SavedList>(queryKey)
  return left?.key === key ? left : null
}
