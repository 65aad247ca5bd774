import { dateTimeText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'

/** The suggested deadlines, in days. */
export const quickDays = [3, 7, 15, 30] as const

/**
 * The last minute of a day in local time, in the draft's format: `2026-11-27T23:59`.
 * @param days from the day of `now` (epoch milliseconds)
 */
export function quickDeadline(days: number, now: number): string {
  const date = new Date(now)
  // Calendar arithmetic, because not every day has 24 hours.
  date.setDate(date.getDate() + days)
  return `${dateTimeText(date.getTime(), deviceZone).slice(0, 10)}T23:59`
}
