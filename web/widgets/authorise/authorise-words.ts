import { defineWords } from '#web/i18n/words.ts'

/** For admins whose organisation has not authorised the app. */
export const authoriseWords = defineWords({
  zh: {
    note: '您是管理员，请先完成授权。',
    go: '去管理台授权',
  },
  en: {
    note: 'You are an administrator: authorise the app first.',
    go: 'Authorise on the admin page',
  },
})
