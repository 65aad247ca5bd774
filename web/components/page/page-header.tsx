import { type ReactNode, useEffect, useRef } from 'react'
import { setHeight, useMeasure } from '#web/components/use-measure.ts'
import { PageBar, type PageBarProps } from './page-bar.tsx'
import './page-header.css'

type PageHeaderProps = {
  /** The page's head, with its `h1`; the audit trail has that on its paper. */
  head: ReactNode
  /** A class, for pages that arrange the parts of the header otherwise. */
  className?: string
} & PageBarProps

/** The header's height at most while it stays in view, CSS pixels. */
const most = 152

/** The header's height, for what is scrolled into view on focus. */
const room = '--header'

/**
 * The head and the actions of a page. On phones the head is in its place and the actions are fixed
 * at the bottom; from 768 pixels both are in one header that stays in view. The order of reading is
 * the same.
 */
export function PageHeader({ head, className = '', ...bar }: PageHeaderProps) {
  const header = useRef<HTMLDivElement>(null)
  useMeasure(() => fit(header.current))
  useEffect(() => {
    const mark = () => header.current?.classList.toggle('is-over', window.scrollY > 0)
    window.addEventListener('scroll', mark, { passive: true })
    mark()
    return () => {
      window.removeEventListener('scroll', mark)
      setHeight(room, '')
    }
  }, [])
  return (
    <div ref={header} className={`page-header ${className}`}>
      <div className="page-header-head">{head}</div>
      <PageBar {...bar} />
    </div>
  )
}

/** Of a header that is too high, with large text, only the lower part stays in view. */
function fit(header: HTMLElement | null): void {
  if (header === null) return
  const { offsetHeight } = header
  header.style.top = `${Math.min(0, most - offsetHeight)}px`
  setHeight(room, `${Math.min(most, offsetHeight)}px`)
}
