import year2025 from './2025.json'
import year2026 from './2026.json'
import { type CalendarDate, dateOfDay, dayNumber } from './calendar-date.ts'

type Year = { off: readonly string[]; working: readonly string[] }

/** From the State Council's notices, which come out in the November before. */
const published: Record<string, Year | undefined> = { 2025: year2025, 2026: year2026 }

export type WorkingDay = {
  date: CalendarDate
  /** False if it depends on a year whose holidays are not known, which has weekends alone. */
  isPublished: boolean
}

export function isWorkingDay(date: CalendarDate): boolean {
  const year = published[date.slice(0, 4)]
  if (year?.off.includes(date)) return false
  if (year?.working.includes(date)) return true
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}

/** The last working day on or before a day. */
export function lastWorkingDay(date: CalendarDate): WorkingDay {
  let number = dayNumber(date)
  let isPublished = true
  for (;;) {
    const day = dateOfDay(number)
    if (published[day.slice(0, 4)] === undefined) isPublished = false
    if (isWorkingDay(day)) return { date: day, isPublished }
    number -= 1
  }
}
