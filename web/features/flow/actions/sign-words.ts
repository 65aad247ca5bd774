import { defineWords } from '#web/i18n/words.ts'

/** The words of the way to signing. */
export const signWords = defineWords({
  zh: {
    sign: '去签署',
    signMaybe: '打开签署页面',
    maybeNote: '如果您是签署人，可以在 e签宝页面签署。',
    pageTitle: '签署合同',
    'back/completed': '合同已全部签完。',
    'back/refused': '合同已拒签，不再继续。',
    'back/done': '您这一步已完成，等待其他人处理。',
    'back/other': '已从签署页面返回，以下是最新状态。',
  },
  en: {
    sign: 'Sign now',
    signMaybe: 'Open the signing page',
    maybeNote: 'If you are a signer, you can sign on the eSign page.',
    pageTitle: 'Sign the contract',
    'back/completed': 'Everybody has signed the contract.',
    'back/refused': 'Signing was refused. The contract does not go on.',
    'back/done': 'Your step is done. Others act next.',
    'back/other': 'You are back from the signing page. This is the latest state.',
  },
})
