import type { FlowLog } from '../../../shared/flow.ts'
import type { LogType } from '../../../shared/log-type.ts'
import { dateText } from '../../components/time-format.ts'

/** What to show of a log; null shows all. */
export interface TimelineFilter {
  type: LogType | null
  operator: string | null
}

/** A record, and the day that begins with it where it is the first of one. */
export interface TimelineEntry {
  log: FlowLog
  /** Counted from the oldest record, so that a new one changes no other. */
  key: number
  /** `2026-11-24` on the device's clock; null for all but the first of a day. */
  day: string | null
}

/** The records that pass the filter, newest first, with the days they fall on. */
export function timelineEntries(logs: readonly FlowLog[], filter: TimelineFilter): TimelineEntry[] {
  let lastDay: string | null = null
  const entries: TimelineEntry[] = []
  logs.forEach((log, index) => {
    if (filter.type !== null && log.type !== filter.type) return
    if (filter.operator !== null && log.operator !== filter.operator) return
    const day = log.time === null ? null : dateText(log.time)
    entries.push({ log, key: logs.length - index, day: day === lastDay ? null : day })
    lastDay = day
  })
  return entries
}

/** The kinds and people of a log that one can ask for, most frequent first. */
export function timelineChoices(logs: readonly FlowLog[]): {
  types: LogType[]
  operators: string[]
} {
  const types = logs.map(({ type }) => type)
  const operators = logs.flatMap(({ operator }) => (operator === null ? [] : [operator]))
  return { types: byFrequency(types), operators: byFrequency(operators) }
}

function byFrequency<Value>(values: readonly Value[]): Value[] {
  const counts = new Map<Value, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
}
