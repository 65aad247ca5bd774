import { params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const settingsWords = defineWords({
  zh: {
    pageTitle: '组织设置',
    timeZone: '时区',
    timeZoneNote: '免打扰时段和消息里的时间按这个时区，对组织里的所有人有效。',
    usual: params('默认：{zone}'),
    messageLanguage: '消息语言',
    messageLanguageNote: '钉钉里的通知、待办和催办用这种语言，对组织里的所有人有效。',
    'language/zh': '中文',
    'language/en': 'English',
    'language/both': '双语',
  },
  en: {
    pageTitle: 'Settings of the organisation',
    timeZone: 'Time zone',
    timeZoneNote:
      'Quiet hours and the times in messages follow this time zone, for everybody in the organisation.',
    usual: 'Default: {zone}',
    messageLanguage: 'Language of messages',
    messageLanguageNote:
      'Notifications, to-dos and reminders in DingTalk are in this language, for everybody in the organisation.',
    'language/zh': '中文',
    'language/en': 'English',
    'language/both': 'Both',
  },
})
