import { params } from '@nanostores/i18n'
import { defineWords } from '#web/i18n/words.ts'

export const signLinkWords = defineWords({
  zh: {
    show: '签署链接',
    title: params('{name} 的签署链接'),
    someone: '外部签署人',
    note: params('只给 {name} 本人：打开链接或扫码后，由 e签宝验证身份再签署。链接 30 天内有效。'),
    copy: '复制签署链接',
    code: params('{name} 的签署二维码'),
    preparing: '正在获取签署链接…',
  },
  en: {
    show: 'Signing link',
    title: 'Signing link of {name}',
    someone: 'somebody outside',
    note: 'For {name} alone: a person who opens the link or scans the code is verified by eSign before they sign. It works for 30 days.',
    copy: 'Copy signing link',
    code: 'QR code for {name} to sign',
    preparing: 'Getting the signing link…',
  },
})
