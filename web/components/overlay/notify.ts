import { atom } from 'nanostores'
import { loadHeavy } from './heavy.ts'
import type { AnswerKind } from './toast.ts'

interface Announcement {
  text: string
  /** Whether it has to be seen too, as no toast can be shown. */
  isShown: boolean
}

/** What was last answered; the `Announcer` says it. */
export const announcement = atom<Announcement | null>(null)

/** Has a text read out that the page shows elsewhere, or by the place of things alone. */
export function announce(text: string): void {
  announcement.set({ text, isShown: false })
}

/**
 * Answers something that the person did: shows a toast, and has it read out. What must be read at
 * leisure stays on the page as well.
 */
export function notify(text: string, kind: AnswerKind = 'success'): void {
  announce(text)
  loadHeavy().then(
    ({ showToast }) => showToast(text, kind),
    () => announcement.set({ text, isShown: true }),
  )
}
