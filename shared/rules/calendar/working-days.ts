import year2025 from './2025.json'
import year2026 from './2026.json'
import { type CalendarDate, dateOfDay, dayNumber } from './calendar-date.ts'

/** Days that are not what their weekday says, of a year's notice or of an organisation. */
export type MarkedDays = { off: readonly CalendarDate[]; working: readonly CalendarDate[] }

export const noMarkedDays: MarkedDays = { off: [], working: [] }

/** From the State Council's notices, which come out in the November before. */
const published: Record<string, MarkedDays | undefined> = { 2025: year2025, 2026: year2026 }

export type WorkingDay = {
  date: CalendarDate
  /** False if it depends on a year whose holidays are not known, which has weekends alone. */
  isPublished: boolean
}

/**
 * Whether the holidays of a day's year are known. They come out in the November before; a year
 * without them has weekends alone.
 */
export function isPublished(date: CalendarDate): boolean {
  return published[date.slice(0, 4)] !== undefined
}

/** The year whose holidays have come out and are not here; the next one's do so in November. */
export function missingYear(today: CalendarDate): number | null {
  const year = Number(today.slice(0, 4))
  const expected = today.slice(5, 7) >= '11' ? [year, year + 1] : [year]
  return expected.find((one) => !isPublished(`${one}-01-01`)) ?? null
}

/** @param ownDays of the organisation, which count before all others */
export function isWorkingDay(date: CalendarDate, ownDays: MarkedDays = noMarkedDays): boolean {
  for (const days of [ownDays, published[date.slice(0, 4)]]) {
    if (days?.off.includes(date)) return false
    if (days?.working.includes(date)) return true
  }
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}

/** The last working day on or before a day. */
export function lastWorkingDay(date: CalendarDate, ownDays?: MarkedDays): WorkingDay {
  let number = dayNumber(date)
  let isKnown = true
  for (;;) {
    const day = dateOfDay(number)
    if (!isPublished(day)) isKnown = false
    if (isWorkingDay(day, ownDays)) return { date: day, isPublished: isKnown }
    number -= 1
  }
}
