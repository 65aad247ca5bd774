import { useWords, words } from '#web/i18n/words.ts'
import { type DurationUnit, durationParts } from '#web/i18n/time-format.ts'

/**
 * Returns a function that formats a duration ("2 天 3 小时") in the current language, rounded to a
 * smallest unit, by default minutes.
 */
export function useDuration(): (milliseconds: number, smallest?: DurationUnit) => string {
  const t = useWords(words.time)
  return (milliseconds, smallest = 'minutes') => {
    if (smallest === 'minutes' && milliseconds < 60_000) return t.underMinute
    return durationParts(milliseconds, smallest)
      .map(({ unit, count }) => t[unit](count))
      .join(' ')
  }
}
