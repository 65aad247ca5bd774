import { CopyButton } from '#web/components/copy-button.tsx'
import { Folded } from '#web/components/note/folded.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { errorWords } from './error-words.ts'
import './failure-note.css'

/** The id of a failed call, folded, as it only matters for a report. */
export function RequestId({ id }: { id: string | null }) {
  const t = useWords(errorWords)
  const { details } = useWords(words.page)
  if (id === null) return null
  return (
    <Folded className="request-id small" summary={details}>
      {t.requestId({ id })} <CopyButton text={id} />
    </Folded>
  )
}
