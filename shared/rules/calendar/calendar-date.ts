/** A day in the organisation's zone, `YYYY-MM-DD`; no instant. Those of four digits sort as texts. */
export type CalendarDate = string

const dayMs = 24 * 60 * 60_000

/** Days since 1970-01-01. */
export function dayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs
}

export function dateOfDay(number: number): CalendarDate {
  return new Date(number * dayMs).toISOString().slice(0, 10)
}

/** Whether a text names a day of the years in which contracts run. */
export function isCalendarDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false
  const number = dayNumber(text)
  return !Number.isNaN(number) && dateOfDay(number) === text
}
