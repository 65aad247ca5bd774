import type { Tone } from '#web/components/note/tone.ts'

/** A course with fewer known values is not drawn: it would be a dash or a dot. */
export const fewestPoints = 3

/** One line or one kind of columns. */
export type ChartSeries = {
  /** Null where nothing is known; a line goes straight over it. */
  values: readonly (number | null)[]
  tone: Tone
  isDashed?: boolean
}

/** What a chart draws. Make it once per data: a new object is drawn again. */
export type Chart = {
  kind: 'bar' | 'line'
  /** Below the values, as far as there is room. */
  labels: readonly string[]
  series: readonly ChartSeries[]
}
