import { useWords, words } from '../i18n/words.ts'
import { durationParts } from './time-format.ts'

/** Gives a function that says how long a time is ("2 天 3 小时"), in the current language. */
export function useDuration(): (milliseconds: number) => string {
  const t = useWords(words.time)
  return (milliseconds) =>
    durationParts(milliseconds)
      .map(({ unit, count }) => t[unit]({ count }))
      .join(' ')
}
