import { type CalendarDate, dateOfDay, dayNumber } from '#shared/rules/calendar/calendar-date.ts'

/** In calendar units, as in the Civil Code, articles 200 to 202. */
export type Length = { years: number; months: number; days: number }

/**
 * The day that ends a length which begins on a day: years and months first, on the corresponding day
 * or, where the month has none, on its last; then days.
 * @param isFirstDayCounted ends it a day earlier, unless the month had no corresponding day
 */
export function addLength(
  date: CalendarDate,
  { years, months, days }: Length,
  isFirstDayCounted = false,
): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const months12 = years * 12 + months
  const lastDay = new Date(Date.UTC(year, month + months12, 0)).getUTCDate()
  const first = new Date(Date.UTC(year, month - 1 + months12, 1)).toISOString().slice(0, 10)
  const counted = isFirstDayCounted && day <= lastDay ? 1 : 0
  return dateOfDay(dayNumber(first) + Math.min(day, lastDay) - 1 - counted + days)
}

/** A length several times; negative to go back. */
export function times({ years, months, days }: Length, factor: number): Length {
  return { years: years * factor, months: months * factor, days: days * factor }
}

export function sum(one: Length, other: Length): Length {
  return {
    years: one.years + other.years,
    months: one.months + other.months,
    days: one.days + other.days,
  }
}
