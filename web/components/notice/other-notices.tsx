import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { setNoticePlace } from './notice-queue.ts'

/** The notices for which the slot has no room. */
export function OtherNotices(sheet: OpenSheet) {
  const t = useWords(words.page)
  return (
    <Sheet title={t.notices} {...sheet}>
      <div ref={takeList} />
    </Sheet>
  )
}

const takeList = (element: HTMLElement | null) => setNoticePlace('list', element)
