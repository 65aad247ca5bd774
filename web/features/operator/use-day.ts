import { momentOf } from '#web/i18n/time-format.ts'
import { useDevice } from '#web/i18n/device.ts'
import { useWords, words } from '#web/i18n/words.ts'
import { operatorWords } from './operator-words.ts'

/** Returns a function that formats the day of a time (epoch milliseconds): "12月3日". */
export function useDay(now: number): (time: number) => string {
  const t = useWords(operatorWords)
  const tTime = useWords(words.time)
  const { zone } = useDevice()
  return (time) => {
    const { key, ...parts } = momentOf(time, now, zone)
    const named = { ...parts, month: tTime.months.split(' ')[parts.month - 1] ?? '' }
    const isOtherYear = key === 'dayOfOtherYear' || key === 'timeOfOtherYear'
    return isOtherYear ? tTime.dayOfOtherYear(named) : t.day(named)
  }
}
