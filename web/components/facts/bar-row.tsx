import type { ReactNode } from 'react'
import type { Tone } from '#web/components/note/tone.ts'
import './bar-row.css'

type BarRowProps = {
  label: ReactNode
  /** The bar's length, 0 to 1 of the track; null: no bar. */
  bar: number | null
  /** Where the thin line that continues the bar ends, 0 to 1. */
  tail?: number | null
  /** What the bar shows, as text. */
  number: ReactNode
  tone?: Tone
}

/** A label, a bar and its number; the bar is hidden from screen readers. */
export function BarRow({ label, bar, tail = null, number, tone = 'active' }: BarRowProps) {
  return (
    <div className={`bar-row tone-${tone}`}>
      <span className="bar-row-label">{label}</span>
      <span className="bar-row-track" aria-hidden="true">
        {bar !== null && <span className="bar-row-bar" style={{ width: percent(bar) }} />}
        {tail !== null && <span className="bar-row-tail" style={{ width: percent(tail) }} />}
      </span>
      <span className="bar-row-number">{number}</span>
    </div>
  )
}

const percent = (part: number) => `${part * 100}%`
