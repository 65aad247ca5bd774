import { useStore } from '#web/components/use-store.ts'
import { useWords } from '#web/i18n/words.ts'
import { isEmpty } from './draft/draft.ts'
import type { StartServices } from './start-services.ts'
import { startWords } from './start-words.ts'

type DraftHeadProps = {
  services: StartServices
  /** Whether it is what was left of an earlier visit. */
  isRestored: boolean
}

/** The page's title, and where the draft comes from. */
export function DraftHead({ services: { store }, isRestored }: DraftHeadProps) {
  const t = useWords(startWords)
  const isBlank = isEmpty(useStore(store.draft))
  const isKept = useStore(store.isKept)
  const note = !isKept ? t.draftNotKept : isRestored && t.draftRestored
  return (
    <div className="start-head">
      <h1>{t.pageTitle}</h1>
      {!isBlank && note !== false && <p role="status">{note}</p>}
    </div>
  )
}
