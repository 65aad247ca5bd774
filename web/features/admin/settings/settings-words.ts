import { count, params } from '#shared/rules/words/template.ts'
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
    extraDays: '休息日和上班日',
    extraDaysNote:
      '按周末和国务院公布的节假日计算。本组织不同的日子在这里补充，合同最晚通知对方的日子按它计算。',
    unpublished: params('{year} 年节假日未公布，暂按周末计算。'),
    noExtraDays: '没有补充',
    extraDaysCount: count({ many: '补充 {count} 天' }),
    off: '休息',
    working: '上班',
    day: '日期',
    kindOfDay: '休息还是上班',
    dayMissing: '请选择日期',
    add: '添加',
    remove: '删除',
    removeDay: params('删除 {date}'),
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
    extraDays: 'Days off and working days',
    extraDaysNote:
      'Counted by weekends and the holidays that the State Council announces. Add the days that differ in your organisation; the last day of notice of a contract follows them.',
    unpublished: 'The holidays of {year} are not announced yet; it is counted by weekends.',
    noExtraDays: 'None added',
    extraDaysCount: { one: '{count} day added', many: '{count} days added' },
    off: 'Off',
    working: 'Working',
    day: 'Day',
    kindOfDay: 'Off or working',
    dayMissing: 'Choose a day',
    add: 'Add',
    remove: 'Remove',
    removeDay: 'Remove {date}',
  },
})
