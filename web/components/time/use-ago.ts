import { agoText } from '#shared/rules/words/durations.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns a function that says how long before `now` a time was, in the current language. */
export function useAgo(now: number): (time: number) => string {
  const t = useWords(words.time)
  return (time) => agoText(time, now, t)
}
