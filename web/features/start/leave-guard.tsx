import { useEffect, useState } from 'react'
import { useHoldReload } from '#web/components/page/use-hold-reload.ts'
import { isFirstPage } from '#web/components/page/navigation.ts'
import { ConfirmDialog } from '#web/components/overlay/confirm-dialog.tsx'
import { closePage } from '#web/dingtalk/close-page.ts'
import { listenToBack } from '#web/dingtalk/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { isEmpty } from './draft/draft.ts'
import type { StartServices } from './start-services.ts'
import { startWords } from './start-words.ts'
import { isLeaving } from './files/upload-progress.ts'
import { useStore } from '#web/components/use-store.ts'

/**
 * Asks for confirmation before the app is closed while uploads are running, or while the draft is
 * not stored. Other pages of the app lose nothing.
 */
export function LeaveGuard({ services }: { services: StartServices }) {
  const t = useWords(startWords)
  const draft = useStore(services.store.draft)
  const isKept = useStore(services.store.isKept) || isEmpty(draft)
  const isUploading = Object.values(useStore(services.uploads.states)).some(isLeaving)
  const [isAsking, setAsking] = useState(false)
  const losesSomething = !isKept || isUploading
  useHoldReload(losesSomething, isKept)

  useEffect(() => {
    if (!losesSomething) return undefined
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault()
      // Chrome before 119 shows the dialog only with this.
      event.returnValue = ''
    }
    window.addEventListener('beforeunload', ask)
    const stop = listenToBack(() => {
      if (!isFirstPage()) return false
      setAsking(true)
      return true
    })
    return () => {
      window.removeEventListener('beforeunload', ask)
      stop()
    }
  }, [losesSomething])

  const leave = () => {
    setAsking(false)
    closePage()
  }
  return (
    <ConfirmDialog
      open={isAsking && losesSomething}
      title={isKept ? t.leaveTitle : t.leaveUnkeptTitle}
      confirm={{ label: t.leave, isDanger: true, onConfirm: leave }}
      cancelLabel={t.stay}
      onClose={() => setAsking(false)}
    >
      {isKept ? t.leaveText : t.leaveUnkeptText}
    </ConfirmDialog>
  )
}
