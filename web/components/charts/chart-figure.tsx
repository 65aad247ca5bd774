import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Folded } from '#web/components/note/folded.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'
import type { Chart } from './chart.ts'
import './charts.css'

const chartWords = defineWords({
  zh: { numbers: '查看数据' },
  en: { numbers: 'Show the numbers' },
})

/** The library draws only where this is known. */
const canDraw = typeof ResizeObserver === 'function'

type ChartFigureProps = {
  caption: ReactNode
  /** What the colours mean. */
  keys?: readonly { tone: Tone; label: string; isDashed?: boolean }[]
  chart: Chart
  /** The same numbers as text. */
  table: NumberTableProps
}

/**
 * A chart with its caption and a table of its numbers, which is open where the chart cannot be
 * drawn. The library is loaded with the first chart.
 */
export function ChartFigure({ caption, keys = [], chart, table }: ChartFigureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isDrawn, setDrawn] = useState(canDraw)
  useEffect(() => {
    if (!canDraw) return undefined
    let end = () => {}
    let isLeft = false
    const draw = async () => {
      const { drawChart } = await import('./draw-chart.ts')
      if (!isLeft && canvas.current !== null) end = drawChart(canvas.current, chart)
    }
    draw().catch(() => setDrawn(false))
    return () => {
      isLeft = true
      end()
    }
  }, [chart])
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-caption">{caption}</span>
        {isDrawn &&
          keys.map(({ tone, label, isDashed = false }) => (
            <span key={label} className={`chart-key tone-${tone}`}>
              <span className={isDashed ? 'chart-mark is-dashed' : 'chart-mark'} />
              {label}
            </span>
          ))}
      </figcaption>
      {isDrawn && (
        <div className="chart-box" aria-hidden="true">
          <canvas ref={canvas} />
        </div>
      )}
      <Numbers isOpen={!isDrawn} {...table} />
    </figure>
  )
}

type NumberTableProps = {
  /** The table's name. */
  label: string
  head: readonly string[]
  /** The first cell of each row names it. */
  rows: readonly (readonly [string, ...ReactNode[]])[]
}

/** Numbers as a table that opens on request. */
export function Numbers({
  isOpen = false,
  label,
  head,
  rows,
}: NumberTableProps & { isOpen?: boolean }) {
  const t = useWords(chartWords)
  return (
    <Folded className="numbers" isOpen={isOpen} summary={t.numbers}>
      <table aria-label={label}>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                // The columns do not change.
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Folded>
  )
}
