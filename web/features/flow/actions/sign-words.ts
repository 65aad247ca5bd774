import { defineWords } from '#web/i18n/words.ts'

export const signWords = defineWords({
  zh: {
    sign: '去签署',
    signMaybe: '打开签署页面',
    maybeNote: '如果您是签署人，可以在 e签宝页面签署。',
  },
  en: {
    sign: 'Sign now',
    signMaybe: 'Open the signing page',
    maybeNote: 'If you are a signer, you can sign on the eSign page.',
  },
})
