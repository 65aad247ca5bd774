import type { durationWords } from './zh.ts'
import type { EpochMs } from '#shared/rules/time.ts'

type Words = typeof durationWords

/** How long ago something was, as a key of the time words and an integer. */
export type Ago = {
  key: 'justNow' | 'minutesAgo' | 'hoursAgo' | 'daysAgo' | 'monthsAgo' | 'yearsAgo' | 'soon'
  count: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** A device's clock may be slower than the server's. */
const clockTolerance = 2 * minute

export function agoOf(time: EpochMs, now: EpochMs): Ago {
  const passed = now - time
  if (passed < -clockTolerance) return { key: 'soon', count: 0 }
  if (passed < minute) return { key: 'justNow', count: 0 }
  if (passed < hour) return { key: 'minutesAgo', count: Math.floor(passed / minute) }
  if (passed < day) return { key: 'hoursAgo', count: Math.floor(passed / hour) }
  if (passed < 30 * day) return { key: 'daysAgo', count: Math.floor(passed / day) }
  if (passed < 365 * day) return { key: 'monthsAgo', count: Math.floor(passed / (30 * day)) }
  return { key: 'yearsAgo', count: Math.floor(passed / (365 * day)) }
}

export function agoText(time: EpochMs, now: EpochMs, t: Words): string {
  const { key, count } = agoOf(time, now)
  const word = t[key]
  return typeof word === 'string' ? word : word(count)
}

type DurationUnit = 'days' | 'hours' | 'minutes'

type DurationPart = {
  unit: DurationUnit
  count: number
}

/** A duration in its two largest units, at least a minute. */
export function durationParts(milliseconds: number): DurationPart[] {
  const rounded = Math.max(minute, milliseconds)
  const parts: DurationPart[] = [
    { unit: 'days', count: Math.floor(rounded / day) },
    { unit: 'hours', count: Math.floor(rounded / hour) % 24 },
    { unit: 'minutes', count: Math.floor(rounded / minute) % 60 },
  ]
  const first = parts.findIndex(({ count }) => count > 0)
  return parts.slice(first, first + 2).filter(({ count }) => count > 0)
}

/** A duration in its largest unit alone ("2 天"). */
export function durationText(milliseconds: number, t: Words): string {
  const [part] = durationParts(milliseconds)
  return part === undefined || milliseconds < minute ? t.underMinute : t[part.unit](part.count)
}

/** By `text` with its duration, or for less than a minute by `t.sinceNow`. */
export function lastingText(
  milliseconds: number,
  text: (values: { duration: string }) => string,
  t: Words,
): string {
  return milliseconds < minute ? t.sinceNow : text({ duration: durationText(milliseconds, t) })
}
