import { Ellipsis, House } from 'lucide'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useSheet } from '#web/components/overlay/sheet.tsx'
import { setHeight, useMeasure } from '#web/components/use-measure.ts'
import { useWords, words } from '#web/i18n/words.ts'
import type { MoreAction } from './more-sheet.tsx'
import { goHome } from './navigation.ts'
import './page-bar.css'

export type PageBarProps = {
  /** Whether phones have a home button; wide screens have the rail. The form to start a contract has none. */
  hasHome?: boolean
  /** One line above the buttons: why one of them is disabled. */
  note?: ReactNode
  /** Before the button of the sheet 更多. */
  tool?: ReactNode
  /** Rows of the sheet 更多; without any, there is no button for it. */
  more?: readonly MoreAction[]
  testId?: string
  /**
   * At most two buttons, the primary one first. A further one of the class `from-768` is shown only
   * there; on phones it belongs into `more`, marked `below768`.
   */
  children?: ReactNode
}

/** The bar's height, which grows with its note and the text size, for the page's padding. */
const room = '--bar'

/** Reserves space for a bar at the bottom of the page, as high as the bar. */
export function useRoomFor(bar: RefObject<HTMLElement | null>): void {
  useMeasure(() => setHeight(room, `${bar.current?.offsetHeight ?? 0}px`))
  useEffect(() => () => setHeight(room, ''), [])
}

/**
 * The actions of a page: fixed at the bottom on phones, in their place from 768 pixels. A page with
 * a head has a `PageHeader` instead.
 */
export function PageBar({ hasHome = true, note, tool, more = [], testId, children }: PageBarProps) {
  const t = useWords(words.page)
  const bar = useRef<HTMLElement>(null)
  useRoomFor(bar)
  const sheet = useSheet(() => import('./more-sheet.tsx'))
  // On wide screens nothing is left of it.
  const isMoreNarrow = more.every(({ below768 }) => below768 === true)
  if (!hasHome && more.length === 0 && !children) return null
  return (
    <section ref={bar} className="page-bar" aria-label={t.actions} data-testid={testId}>
      {note && <div className="page-bar-note small">{note}</div>}
      <div className="page-bar-row">
        {hasHome && (
          <span className="below-768">
            <IconButton icon={House} label={t.home} onClick={goHome} />
          </span>
        )}
        {tool}
        {more.length > 0 && (
          <span className={isMoreNarrow ? 'below-768' : undefined}>
            <IconButton icon={Ellipsis} label={t.more} onClick={sheet.show} />
          </span>
        )}
        <div className="page-bar-actions">{children}</div>
      </div>
      {sheet.part && <sheet.part.MoreSheet actions={more} {...sheet.props} />}
    </section>
  )
}
