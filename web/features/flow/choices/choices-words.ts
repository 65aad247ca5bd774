import { defineWords } from '#web/i18n/words.ts'

export const choicesWords = defineWords({
  zh: {
    hear: '接收这份合同的通知',
    hearNote: '拒签、完成、离截止只剩一天、三天没有进展时，钉钉会通知您；',
    kinds: '种类在“我的”里选择',
    remind: '自动催办',
    never: '不自动催办',
    day: '每天',
    'three-days': '每三天',
    'last-day': '截止前最后一天',
    remindNote: '以您的名义提醒还没处理的人；夜间不发送，没有人要处理时自动停止。',
    noDeadline: '这份合同没有截止时间。',
    saved: '已保存',
  },
  en: {
    hear: 'Tell me about this contract',
    hearNote:
      'DingTalk tells you of a refusal, of completion, a day before the deadline, and after three days without progress; ',
    kinds: 'choose which under Me',
    remind: 'Automatic reminders',
    never: 'Never',
    day: 'Every day',
    'three-days': 'Every three days',
    'last-day': 'On the last day',
    remindNote:
      'In your name, to those who still have to act; not at night, and no more once nobody has to.',
    noDeadline: 'This contract has no deadline.',
    saved: 'Saved',
  },
})
