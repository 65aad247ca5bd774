import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { isEmpty } from './draft/draft.ts'
import type { StartServices } from './start-services.ts'
import { startWords } from './start-words.ts'

type DraftHeadProps = {
  services: StartServices
  /** Whether it is what was left of an earlier visit. */
  isRestored: boolean
  /** Whether nothing may be changed now. */
  isLocked: boolean
  onClear: () => void
}

/** The page's title, where the draft comes from, and a button to start over. */
export function DraftHead({ services, isRestored, isLocked, onClear }: DraftHeadProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const { store, uploads } = services
  const isBlank = isEmpty(useStore(store.draft))
  const isKept = useStore(store.isKept)
  const [isAsking, setAsking] = useState(false)
  const clear = () => {
    uploads.clear()
    store.clear()
    setAsking(false)
    onClear()
  }
  return (
    <div className={isBlank ? 'start-head spread is-blank' : 'start-head spread'}>
      <div>
        <h1>{t.pageTitle}</h1>
        {!isBlank && (
          <p role="status">
            {!isKept && t.draftNotKept}
            {isKept && isRestored && t.draftRestored}
          </p>
        )}
      </div>
      {!isBlank && (
        <Button
          size="small"
          fill="none"
          color="primary"
          disabled={isLocked}
          onClick={() => setAsking(true)}
        >
          {t.clear}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        title={t.clearAsk}
        confirm={{ label: t.clearYes, isDanger: true, onConfirm: clear }}
        cancelLabel={tPage.cancel}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}
