import { useWords, words } from '#web/i18n/words.ts'
import { durationParts } from '#web/i18n/time-format.ts'

const minute = 60_000

/** Returns a function that formats a duration in its largest unit alone ("2 天"). */
export function useDuration(): (milliseconds: number) => string {
  const t = useWords(words.time)
  return (milliseconds) => {
    const [part] = durationParts(milliseconds)
    return part === undefined || milliseconds < minute ? t.underMinute : t[part.unit](part.count)
  }
}

/**
 * Returns a function that says how long something has lasted: by `text` with its duration, or for
 * less than a minute by `t.sinceNow`.
 */
export function useLasting(): (
  milliseconds: number,
  text: (values: { duration: string }) => string,
) => string {
  const t = useWords(words.time)
  const duration = useDuration()
  return (milliseconds, text) =>
    milliseconds < minute ? t.sinceNow : text({ duration: duration(milliseconds) })
}
