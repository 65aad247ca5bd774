import { useState } from 'react'
import { useWords } from '#web/i18n/words.ts'
import { isEmpty } from './draft/draft.ts'
import type { StartDesk } from './start-desk.ts'
import { startWords } from './start-words.ts'
import { useStore } from '#web/components/use-store.ts'

interface DraftNotesProps {
  desk: StartDesk
  onClear: () => void
}

/** Where the draft comes from, whether it is kept, and a way to begin anew. */
export function DraftNotes({ desk: { store, uploads }, onClear }: DraftNotesProps) {
  const t = useWords(startWords)
  const isBlank = isEmpty(useStore(store.draft))
  const isKept = useStore(store.isKept)
  const [wasRestored, setRestored] = useState(!isBlank)
  const [isAsking, setAsking] = useState(false)
  if (isBlank) return null
  const clear = () => {
    uploads.clear()
    store.clear()
    setRestored(false)
    setAsking(false)
    onClear()
  }
  return (
    <div className="draft-notes">
      <p role="status">
        {!isKept && t.draftNotKept}
        {isKept && wasRestored && t.draftRestored}
      </p>
      {isAsking ? (
        <p role="alert">
          {t.clearAsk}{' '}
          <button type="button" className="small-link" onClick={clear}>
            {t.clearYes}
          </button>{' '}
          <button type="button" className="small-link" onClick={() => setAsking(false)}>
            {t.cancel}
          </button>
        </p>
      ) : (
        <button type="button" className="small-link" onClick={() => setAsking(true)}>
          {t.clear}
        </button>
      )}
    </div>
  )
}
