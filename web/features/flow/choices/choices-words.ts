import { defineWords } from '#web/i18n/words.ts'

/** The words of what one hears of a flow, and of reminders by themselves. */
export const choicesWords = defineWords({
  zh: {
    hear: '我要收到的通知',
    hearNote: '拒签、完成、临近截止、三天没有进展时，以钉钉工作通知告知；种类可在“我的”中选择。',
    default: '按默认',
    defaultNote: '发起人收到，其他人不收到。',
    follow: '关注',
    followNote: '我会收到这份合同的通知。',
    mute: '不再通知',
    muteNote: '我不会收到这份合同的通知。',
    remind: '自动催办',
    never: '不自动催办',
    day: '每天',
    'three-days': '每三天',
    'last-day': '截止前最后一天',
    remindNote: '以您的名义提醒正在等待的人，夜间不发送；无人需要等待时自动停止。',
    noDeadline: '这份合同没有截止时间。',
    saved: '已保存',
  },
  en: {
    hear: 'What I hear of',
    hearNote:
      'DingTalk tells of a refusal, of completion, of a deadline that is near, and when nothing has moved for three days. Which of these, you choose under Me.',
    default: 'As usual',
    defaultNote: 'Its initiator hears of it, nobody else does.',
    follow: 'Follow',
    followNote: 'I hear of this contract.',
    mute: 'Mute',
    muteNote: 'I do not hear of this contract.',
    remind: 'Reminders by themselves',
    never: 'Never',
    day: 'Every day',
    'three-days': 'Every three days',
    'last-day': 'On the last day',
    remindNote:
      'Those who are waited for are reminded in your name, not at night, until there is nobody to wait for.',
    noDeadline: 'This contract has no deadline.',
    saved: 'Saved',
  },
})
