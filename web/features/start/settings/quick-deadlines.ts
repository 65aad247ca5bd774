import { dateTimeText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'

/** After how many days signing may end, as people choose most. */
export const quickDays = [3, 7, 15, 30] as const

/**
 * The last minute of a day on the device's clock, as drafts keep deadlines: `2026-11-27T23:59`.
 * @param days from the day of `now` (epoch milliseconds)
 */
export function quickDeadline(days: number, now: number): string {
  const date = new Date(now)
  // By the calendar: days are not equally long everywhere.
  date.setDate(date.getDate() + days)
  return `${dateTimeText(date.getTime(), deviceZone).slice(0, 10)}T23:59`
}
