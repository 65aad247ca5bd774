import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawing,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js'
import type { Tone } from '#web/components/note/tone.ts'
import type { Chart } from './chart.ts'

Drawing.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
)

const variables: Record<Tone, string> = {
  active: '--active',
  good: '--good',
  warn: '--warn',
  bad: '--bad',
  quiet: '--text-quiet',
}

/** The page's theme, on its root. */
const theme = 'data-prefers-color-scheme'

/**
 * Draws a chart in the colours of the page, and again when its theme changes. Throws where the
 * engine cannot draw.
 * @returns a function that ends the drawing
 */
export function drawChart(canvas: HTMLCanvasElement, chart: Chart): () => void {
  if (canvas.getContext('2d') === null) throw new Error('the engine draws no canvas')
  let drawing = draw(canvas, chart)
  const observer = new MutationObserver(() => {
    drawing.destroy()
    drawing = draw(canvas, chart)
  })
  observer.observe(document.documentElement, { attributeFilter: [theme] })
  return () => {
    observer.disconnect()
    drawing.destroy()
  }
}

function draw(canvas: HTMLCanvasElement, { kind, labels, series }: Chart): Drawing {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const text = colour('--text-quiet')
  // Half-size labels would be unreadable with large text.
  const font = { size: Number.parseFloat(style.fontSize) * 0.75, family: colour('--font') }
  const options: ChartOptions = {
    animation: false,
    events: [],
    maintainAspectRatio: false,
    scales: {
      x: {
        grid: { display: false },
        border: { color: colour('--line') },
        ticks: { color: text, font, maxRotation: 0, autoSkipPadding: 8 },
      },
      y: {
        beginAtZero: true,
        border: { display: false },
        grid: { color: colour('--line') },
        ticks: { color: text, font, precision: 0, maxTicksLimit: 4 },
      },
    },
  }
  const datasets = series.map(({ values, tone, isDashed = false }) => ({
    data: [...values],
    borderColor: colour(variables[tone]),
    backgroundColor: colour(variables[tone]),
    ...(kind === 'line' && {
      borderWidth: 2,
      borderDash: isDashed ? [4, 4] : [],
      // A single value has no line.
      pointRadius: values.filter((value) => value !== null).length === 1 ? 3 : 0,
      spanGaps: true,
    }),
  }))
  return new Drawing(canvas, { type: kind, data: { labels: [...labels], datasets }, options })
}
