import { announce, announcement } from './announcement.ts'
import { loadAnimated } from './animated.ts'
import type { AnswerKind } from './toast.ts'

/**
 * Shows the result of an action as a toast and announces it. A toast is short; what takes longer to
 * read must also stay on the page.
 */
export function notify(text: string, kind: AnswerKind = 'success'): void {
  announce(text)
  loadAnimated().then(
    ({ showToast }) => showToast(text, kind),
    () => announcement.set({ ...announcement.get(), text, isShown: true, isLasting: false }),
  )
}
