import { params } from '#shared/rules/words/template.ts'
import { useMemo } from 'react'
import { useDevice } from '#web/i18n/device.ts'
import { defineWords, useWords, words } from '#web/i18n/words.ts'
import type { EpochMs } from '#shared/rules/time.ts'

const dateWords = defineWords({
  zh: {
    day: params('{month}月{day}日'),
    dayOfOtherYear: params('{year}年{month}月{day}日'),
    month: params('{month}月'),
    monthOfOtherYear: params('{year}年{month}月'),
  },
  en: {
    day: '{month} {day}',
    dayOfOtherYear: '{month} {day}, {year}',
    month: '{month}',
    monthOfOtherYear: '{month} {year}',
  },
})

/**
 * Returns functions that name days and months without a time of day; the year is left out if it is
 * the current one.
 */
export function useDate(now: number) {
  const t = useWords(dateWords)
  const tTime = useWords(words.time)
  const { zone } = useDevice()
  const thisYear = zone(now).year
  return useMemo(() => {
    const nameOf = (month: number) => tTime.months.split(' ')[month - 1] ?? String(month)
    return {
      day: (time: EpochMs): string => {
        const { year, month, day } = zone(time)
        const parts = { month: nameOf(month), day }
        return year === thisYear ? t.day(parts) : t.dayOfOtherYear({ ...parts, year })
      },
      /** @param text `2026-11` */
      month: (text: string): string => {
        const [year = 0, number = 0] = text.split('-').map(Number)
        const month = nameOf(number)
        return year === thisYear ? t.month({ month }) : t.monthOfOtherYear({ year, month })
      },
      /** Without its year, even of another one. @param text `2026-11` */
      shortMonth: (text: string): string => t.month({ month: nameOf(Number(text.slice(5))) }),
    }
  }, [t, tTime, zone, thisYear])
}
