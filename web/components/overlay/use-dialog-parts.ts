import { useEffect } from 'react'
import { useWords, words } from '#web/i18n/words.ts'
import type { HeavyParts } from './heavy.ts'
import { announcement, noAnnouncement } from './announcement.ts'
import { notify } from './notify.ts'
import { useHeavy } from './use-heavy.ts'

/** How long a tap may have no visible effect, in milliseconds. */
const silentMs = 300

/**
 * The heavy parts for an open dialog. While they are loading, a text says so; if that fails, a text
 * says so and the dialog closes.
 */
export function useDialogParts(open: boolean, onClose: () => void): HeavyParts | null {
  const t = useWords(words.page)
  const parts = useHeavy(open, () => {
    notify(t.noNetwork, 'fail')
    onClose()
  })
  const isWaiting = open && parts === null
  useEffect(() => {
    if (!isWaiting) return undefined
    const sign = { ...noAnnouncement, text: t.loading, isShown: true }
    const timer = setTimeout(() => announcement.set(sign), silentMs)
    return () => {
      clearTimeout(timer)
      if (announcement.get() === sign) announcement.set(noAnnouncement)
    }
  }, [isWaiting, t.loading])
  return parts
}
