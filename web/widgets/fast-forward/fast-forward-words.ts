import { defineWords } from '#web/i18n/words.ts'

export const fastForwardWords = defineWords({
  zh: {
    aheadDay: '快进一天',
    aheadWeek: '快进一周',
    aheadMonth: '快进一月',
    week: '一周',
    month: '一月',
  },
  en: {
    aheadDay: 'Forward a day',
    aheadWeek: 'Forward a week',
    aheadMonth: 'Forward a month',
    week: 'A week',
    month: 'A month',
  },
})
