import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { useStore } from '#web/components/use-store.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { isEmpty } from './draft/draft.ts'
import type { StartServices } from './start-services.ts'
import { startWords } from './start-words.ts'

interface DraftHeadProps {
  services: StartServices
  onClear: () => void
}

/** Where the draft comes from, whether it is stored, and a button to start over. */
export function DraftHead({ services: { store, uploads }, onClear }: DraftHeadProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const isBlank = isEmpty(useStore(store.draft))
  const isKept = useStore(store.isKept)
  const [wasRestored, setRestored] = useState(!isBlank)
  const [isAsking, setAsking] = useState(false)
  const clear = () => {
    uploads.clear()
    store.clear()
    setRestored(false)
    setAsking(false)
    onClear()
  }
  return (
    <>
      {!isBlank && (
        <div className="draft-head spread">
          <p role="status">
            {!isKept && t.draftNotKept}
            {isKept && wasRestored && t.draftRestored}
          </p>
          <Button size="small" fill="none" onClick={() => setAsking(true)}>
            {t.clear}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={isAsking}
        title={t.clearAsk}
        confirm={{ label: t.clearYes, isDanger: true, onConfirm: clear }}
        cancelLabel={tPage.cancel}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
