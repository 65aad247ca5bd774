import ProgressBar from 'antd-mobile/es/components/progress-bar'
import type { Tone } from './tone.ts'

type ProgressProps = {
  /** 0 to 100. */
  percent: number
  /** The bar's accessible name; null if a text next to it shows the progress. */
  label: string | null
  tone?: Tone
}

/** A thin progress bar. */
export function Progress({ percent, label, tone = 'active' }: ProgressProps) {
  const bar = (
    <ProgressBar
      percent={percent}
      className={`tone-${tone}`}
      style={{ '--track-width': '4px', '--fill-color': 'var(--tone)' }}
    />
  )
  if (label === null) return <div aria-hidden="true">{bar}</div>
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.round(percent)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      {bar}
    </div>
  )
}
