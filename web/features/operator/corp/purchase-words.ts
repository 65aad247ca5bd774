import { defineWords } from '#web/i18n/words.ts'

/** For adding an order of DingTalk's app market whose event was lost. */
export const purchaseWords = defineWords({
  zh: {
    open: '补记市场订单…',
    title: '补记市场订单',
    hint: '钉钉的购买通知可能丢失。输入钉钉服务商后台中的订单号，向钉钉核对后更新到期时间。',
    field: '订单号',
    confirm: '向钉钉核对',
    added: '已记下这个订单',
  },
  en: {
    open: 'Add a market order…',
    title: 'Add an order of the app market',
    hint: "DingTalk's notice of a purchase can get lost. Enter the order number from the DingTalk vendor console: DingTalk is asked about it, and the end of what was bought is updated.",
    field: 'Order number',
    confirm: 'Ask DingTalk',
    added: 'The order is noted',
  },
})
