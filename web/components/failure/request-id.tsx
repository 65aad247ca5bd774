import { CopyButton } from '#web/components/copy-button.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { errorWords } from './error-words.ts'
import './failure-note.css'

/** The id of a failed call, folded, as it only matters for a report. */
export function RequestId({ id }: { id: string | null }) {
  const t = useWords(errorWords)
  const { details } = useWords(words.page)
  if (id === null) return null
  return (
    <details className="request-id small">
      <summary>{details}</summary>
      {t.requestId({ id })} <CopyButton text={id} />
    </details>
  )
}
