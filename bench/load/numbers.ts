import { bodyBytesBy } from './links/network-log.ts'
import type { Visit } from './visit/visit.ts'

/** The numbers of one visit. Milliseconds and bytes; null for what never happened. */
export type VisitNumbers = {
  firstPaint: number | null
  status: number | null
  complete: number | null
  /** When the page reacts to taps. */
  hydrated: number | null
  /** Sum of all layout shifts. */
  cls: number
  press: number | null
  /** The longest task that started after the first paint; 0 if none took more than 50 ms. */
  longestTask: number
  requests: number
  /** All answers until the end of the visit, with HTTP headers. */
  bytes: number
  /** Document, scripts and styles until the page was hydrated, compressed, without HTTP headers. */
  codeBytes: number | null
}

const codeTypes = ['Document', 'Script', 'Stylesheet']

export function numbersOf({
  status,
  complete,
  hydrated,
  press,
  report,
  requests,
}: Visit): VisitNumbers {
  const { firstPaint, shifts, longTasks } = report
  const afterPaint = longTasks.filter(({ start }) => firstPaint !== null && start >= firstPaint)
  return {
    firstPaint,
    status,
    complete,
    hydrated,
    cls: shifts.reduce((sum, { value }) => sum + value, 0),
    press,
    longestTask: Math.max(0, ...afterPaint.map(({ duration }) => duration)),
    requests: requests.length,
    bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
    codeBytes: hydrated === null ? null : bodyBytesBy(requests, hydrated, codeTypes),
  }
}
