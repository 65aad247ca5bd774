import { useWords, words } from '#web/i18n/words.ts'
import { agoOf } from '#web/i18n/time-format.ts'

/** Returns a function that says how long before `now` a time was, in the current language. */
export function useAgo(now: number): (time: number) => string {
  const t = useWords(words.time)
  return (time) => {
    const { key, count } = agoOf(time, now)
    const word = t[key]
    return typeof word === 'string' ? word : word(count)
  }
}
