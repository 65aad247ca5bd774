import { useWords } from '#web/i18n/words.ts'
import { actionWords } from './action-words.ts'

/** How copying went, in words. */
export function CopyOutcome({ outcome }: { outcome: 'copied' | 'failed' | null }) {
  const t = useWords(actionWords)
  return (
    <p className="quiet" role="status">
      {outcome === 'copied' && t.copied}
      {outcome === 'failed' && t.copyFailed}
    </p>
  )
}
