import { type OpenSheet, Sheet } from '#web/components/overlay/sheet.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { useNotices } from './notice-queue.tsx'

/** The notices for which the slot has no room. */
export function OtherNotices(sheet: OpenSheet) {
  const t = useWords(words.page)
  const { setList } = useNotices()
  return (
    <Sheet title={t.notices} {...sheet}>
      <div ref={setList} />
    </Sheet>
  )
}
