import { atom } from 'nanostores'

type Announcement = {
  text: string
  /** Whether to show it as well, because no toast could be shown. */
  isShown: boolean
  /** Whether it stays until it is replaced. */
  isLasting?: boolean
  /** Distinguishes a text from an earlier one with the same words. */
  number: number
}

export const noAnnouncement: Announcement = { text: '', isShown: false, isLasting: true, number: 0 }

/** The last text, for the `Announcer`. */
export const announcement = atom(noAnnouncement)

let number = 0

/** Has screen readers read out a text that is visible elsewhere. */
export function announce(text: string): void {
  number += 1
  announcement.set({ text, isShown: false, number })
}
