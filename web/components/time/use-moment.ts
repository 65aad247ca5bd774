import { momentOf } from '#web/i18n/time-format.ts'
import { useViewer } from '#web/i18n/viewer.ts'
import { useWords, words } from '#web/i18n/words.ts'

/**
 * Gives a function that says a time as people do, in the current language, on the viewer's clock:
 * "今天 16:23", "11月24日 16:23", "2025年11月24日". Times are epoch milliseconds. English says "today"
 * as it does within a sentence; see `asFirst`.
 */
export function useMoment(now: number): (time: number) => string {
  const t = useWords(words.time)
  const { zone } = useViewer()
  return (time) => {
    const { key, ...parts } = momentOf(time, now, zone)
    return t[key]({ ...parts, month: t.months.split(' ')[parts.month - 1] ?? '' })
  }
}

/** A text with a capital letter where it stands alone. */
export function asFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
