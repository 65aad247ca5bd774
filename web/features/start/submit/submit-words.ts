import { defineWords } from '#web/i18n/words.ts'

export const submitWords = defineWords({
  zh: {
    'app-installed': 'e签宝 未安装',
    'app-authorised': '未授权',
    'corp-verified': '企业未实名',
    'contracts-left': '合同余量不足',
    'subscription-ended': '订阅已到期',
  },
  en: {
    'app-installed': 'eSign not installed',
    'app-authorised': 'Not authorized',
    'corp-verified': 'Company not verified',
    'contracts-left': 'No contracts left',
    'subscription-ended': 'Subscription ended',
  },
})
