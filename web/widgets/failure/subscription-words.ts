import { params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

/** For people whose organisation's subscription has ended. */
export const subscriptionWords = defineWords({
  zh: {
    ended: '此应用的订阅已到期。',
    ask: params('请联系管理员续费：{names}。'),
    askSomebody: '请联系您组织的管理员续费。',
    renew: '续费后即可继续使用。已续费仍显示到期时，请把订单号告诉此应用的客服。',
    renewLink: '去续费',
    renewInMarket:
      '请在钉钉应用市场续费此应用，续费后即可继续使用。已续费仍显示到期时，请把订单号告诉此应用的客服。',
    kept: '看过的合同仍可查看。',
  },
  en: {
    ended: "The app's subscription has ended. ",
    ask: 'Ask an administrator to renew it: {names}.',
    askSomebody: "Ask your organisation's administrator to renew it.",
    renew:
      "Once it is renewed, you can go on. If it is renewed and this still shows, tell the app's support the order number.",
    renewLink: 'Renew',
    renewInMarket:
      "Renew this app in DingTalk's app market to go on. If it is renewed and this still shows, tell the app's support the order number.",
    kept: 'What was read before can still be seen.',
  },
})
