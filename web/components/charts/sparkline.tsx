import { fewestPoints } from './chart.ts'
import './charts.css'

const width = 100
const height = 24

/** Keeps the line's ends from being cut off. */
const margin = 2

/**
 * The course of a figure as a line without axes, hidden from screen readers: a table elsewhere has
 * its numbers. Where nothing is known the line goes straight on; it needs `fewestPoints`.
 */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  const most = Math.max(...known.map(({ value }) => value), 1)
  const points = known.map(({ value, index }) => {
    const x = (index / Math.max(values.length - 1, 1)) * width
    const y = height - margin - (value / most) * (height - 2 * margin)
    return `${x.toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {points.length >= fewestPoints && <polyline points={points.join(' ')} />}
    </svg>
  )
}
