import { durationText, lastingText } from '#shared/rules/words/durations.ts'
import { useWords, words } from '#web/i18n/words.ts'

/** Returns `durationText` in the current language. */
export function useDuration(): (milliseconds: number) => string {
  const t = useWords(words.time)
  return (milliseconds) => durationText(milliseconds, t)
}

/** Returns `lastingText` in the current language. */
export function useLasting(): (
  milliseconds: number,
  text: (values: { duration: string }) => string,
) => string {
  const t = useWords(words.time)
  return (milliseconds, text) => lastingText(milliseconds, text, t)
}
