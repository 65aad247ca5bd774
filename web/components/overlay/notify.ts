import { atom } from 'nanostores'
import { loadHeavy } from './heavy.ts'
import type { AnswerKind } from './toast.ts'

interface Announcement {
  text: string
  /** Whether it must be visible too, as no toast could be shown. */
  isShown: boolean
  /** Tells a text from the same one said before. */
  number: number
}

export const silence: Announcement = { text: '', isShown: false, number: 0 }

/** The last answer, for the `Announcer`. */
export const announcement = atom(silence)

let number = 0

/** Reads a text out that is visible elsewhere. */
export function announce(text: string): void {
  number += 1
  announcement.set({ text, isShown: false, number })
}

/**
 * Answers an action: by a toast, read out. A toast is short; what takes longer to read stays on the
 * page too.
 */
export function notify(text: string, kind: AnswerKind = 'success'): void {
  announce(text)
  loadHeavy().then(
    ({ showToast }) => showToast(text, kind),
    () => announcement.set({ text, isShown: true, number }),
  )
}
