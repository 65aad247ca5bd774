import Button from 'antd-mobile/es/components/button'
import { useRef } from 'react'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { setHeight, useMeasure } from '#web/components/use-measure.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { useNotices } from './notice-queue.tsx'
import './notice-slot.css'

/** The slot's height, for the space that the page leaves below its content. */
const room = '--notice'

function leaveRoom(slot: HTMLElement | null): void {
  const height = slot?.offsetHeight ?? 0
  setHeight(room, height > 0 ? `${height + 8}px` : '')
}

/** The one place for notices, fixed over the bar. */
export function NoticeSlot() {
  const t = useWords(words.page)
  const { queue, setSlot } = useNotices()
  const sheet = useSheet(() => import('./other-notices.tsx'))
  const slot = useRef<HTMLDivElement>(null)
  useMeasure(() => leaveRoom(slot.current))
  const others = queue.length - 1
  return (
    <div ref={slot} className="notice-slot">
      {/* Always mounted, because screen readers ignore new regions. */}
      <div ref={setSlot} role="status" aria-label={t.notices} />
      {others > 0 && (
        <Button
          className="notice-others"
          size="small"
          fill="none"
          color="primary"
          loading="auto"
          onClick={sheet.show}
        >
          {t.otherNotices(others)}
        </Button>
      )}
      {sheet.part && (
        <sheet.part.OtherNotices {...sheet.props} open={sheet.props.open && others > 0} />
      )}
    </div>
  )
}
