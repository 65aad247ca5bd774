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

let left: LeftList | null = null

/** Keeps how a list was left, in place of what was kept before. */
export function keepLeftList(list: LeftList): void {
  left = list
}

/** How this list was left; null when another one was, or none. */
export function leftList(key: string): LeftList | null {
  return left?.key === key ? left : null
}
