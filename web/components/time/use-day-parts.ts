import type { CalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns a function that gives a date's parts, with its month and weekday named. */
export function useDayParts() {
  const t = useWords(words.time)
  return (date: CalendarDate) => {
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
    return {
      year,
      month: t.months.split(' ')[month - 1] ?? '',
      day,
      weekday: t.weekdays.split(' ')[weekday] ?? '',
    }
  }
}
