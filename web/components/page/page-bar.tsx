import { House } from 'lucide'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { IconButton } from '#web/components/button/icon-button.tsx'
import { useWords, words } from '#web/i18n/words.ts'
import { goHome } from './navigation.ts'
import './page-bar.css'

interface PageBarProps {
  /** Whether there is a home button; the form to start a contract has none. */
  hasHome?: boolean
  /** One line above the buttons: why one of them is disabled. */
  note?: ReactNode
  testId?: string
  /** At most three buttons, the primary one first. */
  children?: ReactNode
}

/** The bar's height, which grows with its note and the text size, for the page's padding. */
const room = '--page-bar'

function leaveRoom(bar: HTMLElement | null): void {
  const { style } = document.documentElement
  const height = `${bar?.offsetHeight ?? 0}px`
  // Setting it recalculates all styles of the page.
  if (style.getPropertyValue(room) !== height) style.setProperty(room, height)
}

/** Reserves space for a bar at the bottom of the page, as high as the bar. */
export function useRoomFor(bar: RefObject<HTMLElement | null>): void {
  // Measuring in the effect itself would force a layout within React's task.
  useEffect(() => {
    const frame = requestAnimationFrame(() => leaveRoom(bar.current))
    return () => cancelAnimationFrame(frame)
  })
  useEffect(() => {
    const measure = () => leaveRoom(bar.current)
    window.addEventListener('resize', measure)
    return () => {
      window.removeEventListener('resize', measure)
      document.documentElement.style.removeProperty(room)
    }
  }, [bar])
}

/** The actions of a page: fixed at the bottom on phones, in the page from 768 pixels. */
export function PageBar({ hasHome = true, note, testId, children }: PageBarProps) {
  const t = useWords(words.page)
  const bar = useRef<HTMLElement>(null)
  useRoomFor(bar)
  return (
    <section ref={bar} className="page-bar" aria-label={t.actions} data-testid={testId}>
      {note && <div className="page-bar-note small">{note}</div>}
      <div className="page-bar-row">
        {hasHome && <IconButton icon={House} label={t.home} onClick={goHome} />}
        <div className="page-bar-actions">{children}</div>
      </div>
    </section>
  )
}
