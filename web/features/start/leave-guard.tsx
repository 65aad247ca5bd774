import Button from 'antd-mobile/es/components/button'
import { useEffect, useState } from 'react'
import { isFirstPage } from '#web/components/page/navigation.ts'
import { Sheet } from '#web/components/overlay/sheet.tsx'
import { closePage } from '#web/dingtalk/close-page.ts'
import { listenToBack } from '#web/dingtalk/navigation.ts'
import { useWords } from '#web/i18n/words.ts'
import { isEmpty } from './draft/draft.ts'
import type { StartDesk } from './start-desk.ts'
import { startWords } from './start-words.ts'
import { isLeaving } from './files/upload-state.ts'
import { useStore } from '#web/components/use-store.ts'

/**
 * Asks before the app is closed while something would be lost: files on their way, or all of the
 * draft where the device does not keep it. Going to other pages of the app loses nothing.
 */
export function LeaveGuard({ desk }: { desk: StartDesk }) {
  const t = useWords(startWords)
  const draft = useStore(desk.store.draft)
  const isKept = useStore(desk.store.isKept) || isEmpty(draft)
  const isUploading = Object.values(useStore(desk.uploads.states)).some(isLeaving)
  const [isAsking, setAsking] = useState(false)
  const losesSomething = !isKept || isUploading

  useEffect(() => {
    if (!losesSomething) return undefined
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault()
      // Chrome before 119 asks only then.
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

  if (!isAsking || !losesSomething) return null
  const stay = () => setAsking(false)
  const leave = () => {
    setAsking(false)
    closePage()
  }
  return (
    <Sheet open title={isKept ? t.leaveTitle : t.leaveUnkeptTitle} onClose={stay}>
      <p>{isKept ? t.leaveText : t.leaveUnkeptText}</p>
      <div className="sheet-actions">
        <Button block color="primary" size="large" onClick={stay}>
          {t.stay}
        </Button>
        <Button block size="large" onClick={leave}>
          {t.leave}
        </Button>
      </div>
    </Sheet>
  )
}
