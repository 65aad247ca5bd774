import { momentOf } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'

/**
 * Returns a function that formats a time (epoch milliseconds) in everyday words, in the current
 * language and the requester's time zone: "今天 16:23", "11月24日 16:23", "2025年11月24日". In English
 * it starts in lower case ("today"), to be used within a sentence; see `asFirst`.
 */
export function useMoment(now: number): (time: number) => string {
  const t = useWords(words.time)
  const { zone } = useDevice()
  return (time) => {
    const { key, ...parts } = momentOf(time, now, zone)
    return t[key]({ ...parts, month: t.months.split(' ')[parts.month - 1] ?? '' })
  }
}

/** Capitalises a text that stands alone. */
export function asFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
