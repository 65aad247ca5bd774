import type { QueryClient } from '@tanstack/react-query'
import type { VirtualItem } from '@tanstack/react-virtual'

/** A list as it was when another page was opened from it. */
export interface LeftList {
  /** Which list. */
  key: string
  /** The heights of the rows that were shown. */
  measurements: VirtualItem[]
  /** How far below the page's top the list began, CSS pixels. */
  top: number
  /** The flow whose row had the focus; null for none. */
  focused: string | null
}

const queryKey = ['left-list']

/** Keeps how a list was left, in place of what was kept before. */
export function keepLeftList(client: QueryClient, list: LeftList): void {
  client.setQueryDefaults(queryKey, { gcTime: Infinity, structuralSharing: false })
  client.setQueryData<LeftList>(queryKey, list)
}

/** How this list was left; null when another one was, or none. */
export function leftList(client: QueryClient, key: string): LeftList | null {
  const left = client.getQueryData<LeftList>(queryKey)
  return left?.key === key ? left : null
}
