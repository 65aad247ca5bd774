import { useState } from 'react'
import { copyText } from '#web/components/copy-text.ts'

/** Copies a text, and tells how that went; null until then. */
export function useCopy(): { outcome: 'copied' | 'failed' | null; copy: (text: string) => void } {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  const copy = (text: string) => {
    copyText(text).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    )
  }
  return { outcome, copy }
}
