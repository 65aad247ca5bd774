import { params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const signLinkWords = defineWords({
  zh: {
    show: '签署链接',
    linkOf: params('{name} 的签署链接'),
    title: params('提醒 {name}'),
    someone: '外部签署人',
    note: params('只给 {name} 本人：打开后由 e签宝 验证身份再签署。链接 30 天内有效。'),
    copy: '复制签署链接',
    copyOf: params('复制签署链接：{name}'),
    copyAll: '全部复制',
    noneTaken: '没有取到签署链接',
    outsiders: '外部签署人',
    copied: '已复制，去微信或短信粘贴',
    byColleague: '由同事跟进？发 DING 提醒同事',
    code: params('{name} 的签署二维码'),
    preparing: '正在获取签署链接…',
  },
  en: {
    show: 'Signing link',
    linkOf: 'Signing link of {name}',
    title: 'Remind {name}',
    someone: 'somebody outside',
    note: 'For {name} alone: a person who opens the link or scans the code is verified by eSign before they sign. It works for 30 days.',
    copy: 'Copy signing link',
    copyOf: 'Copy signing link: {name}',
    copyAll: 'Copy all',
    noneTaken: 'No signing link could be had',
    outsiders: 'Outside signers',
    copied: 'Copied. Paste it into a message.',
    byColleague: 'A colleague follows it up? Send them a DING',
    code: 'QR code for {name} to sign',
    preparing: 'Getting the signing link…',
  },
})
