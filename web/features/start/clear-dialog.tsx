import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import type { StartServices } from './start-services.ts'
import { startWords } from './start-words.ts'

type ClearDialogProps = {
  services: StartServices
  onCleared: () => void
} & OpenSheet

/** Asks whether to start over. */
export function ClearDialog({ services, open, onClose, onCleared }: ClearDialogProps) {
  const t = useWords(startWords)
  const tPage = useWords(words.page)
  const clear = () => {
    services.uploads.clear()
    services.store.clear()
    onClose()
    onCleared()
  }
  return (
    <ConfirmDialog
      open={open}
      title={t.clearAsk}
      confirm={{ label: t.clearYes, isDanger: true, onConfirm: clear }}
      cancelLabel={tPage.cancel}
      onClose={onClose}
    />
  )
}
