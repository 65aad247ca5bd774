import { useState } from 'react'
import { copyText } from '#web/components/copy-text.ts'
import { notify } from '#web/components/overlay/notify.ts'
import { useWords, words } from '#web/i18n/words.ts'

type Copying = {
  /** Whether the last attempt failed. */
  hasFailed: boolean
  copy: (text: string) => void
  /** Resets `hasFailed`. */
  reset: () => void
}

/**
 * Copies a text and announces it, then calls `onCopied`.
 * @param said replaces the usual announcement
 */
export function useCopy(onCopied: () => void, said?: string): Copying {
  const t = useWords(words.page)
  const [hasFailed, setFailed] = useState(false)
  const copy = (text: string) => {
    copyText(text).then(
      () => {
        setFailed(false)
        notify(said ?? t.copied)
        onCopied()
      },
      () => setFailed(true),
    )
  }
  return { hasFailed, copy, reset: () => setFailed(false) }
}
