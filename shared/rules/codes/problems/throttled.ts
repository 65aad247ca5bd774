import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import type { Problems } from './problem.ts'

/** Limits that pass by waiting. */
export const throttledProblems = {
  'urge-too-early': {
    status: 429,
    category: 'throttled',
    zh: [
      '合同刚发起，还不能催办',
      `发起 ${reminderLimits.earliestMinutes} 分钟后才能催办，请稍后再试。`,
    ],
    en: [
      'Too early to remind',
      `You can remind ${reminderLimits.earliestMinutes} minutes after the contract was started. Try again later.`,
    ],
  },
  /** There was a reminder a moment ago. */
  'urge-too-soon': {
    status: 429,
    category: 'throttled',
    zh: ['刚刚已经催办过', `两次催办至少间隔 ${reminderLimits.intervalMinutes} 分钟，请稍后再试。`],
    en: [
      'A reminder was just sent',
      `Reminders are at least ${reminderLimits.intervalMinutes} minutes apart. Try again later.`,
    ],
  },
  /** DingTalk drops what exceeds its limit of messages to a person in a day, which it counts. */
  'day-limit-reached': {
    status: 429,
    category: 'throttled',
    zh: ['今天给对方的消息已到上限', '明天 00:00 后可再提醒。'],
    en: ['Daily limit of messages to them reached', 'You can remind them again after 00:00.'],
  },
  /** One person has more live connections than anybody has pages open. */
  'too-many-streams': {
    status: 429,
    category: 'throttled',
    zh: ['打开的页面太多', '请关闭几个页面后再试。'],
    en: ['Too many pages are open', 'Close some of them and try again.'],
  },
  /** One person uploads more files at once than the page would. */
  'too-many-uploads': {
    status: 429,
    category: 'throttled',
    zh: ['同时上传的文件太多', '请等正在上传的文件完成后再试。'],
    en: [
      'Too many files are being uploaded at once',
      'Wait until some of them have arrived, then try again.',
    ],
  },
  /** Uploads of all people together exceed the server's capacity. */
  'uploads-full': {
    status: 503,
    category: 'throttled',
    zh: ['上传的人较多，暂时没有空间', '请过半分钟再上传，已上传的文件不受影响。'],
    en: [
      'Many people are uploading, so there is no room right now',
      'Try again in half a minute. Files that have arrived stay.',
    ],
  },
  /** One person downloads more archives at once than anybody needs. */
  'too-many-archives': {
    status: 429,
    category: 'throttled',
    zh: ['您有其他下载还在进行', '请等它们完成，或取消后再试。'],
    en: [
      'Other downloads of yours are under way',
      'Wait until they have finished, or cancel one, then try again.',
    ],
  },
  /** Downloads of all people together exceed the server's capacity. */
  'archives-full': {
    status: 503,
    category: 'throttled',
    zh: ['同时下载的人较多', '请过半分钟再试。'],
    en: ['Many people are downloading right now', 'Try again in half a minute.'],
  },
  /** One person makes more requests in a day than anybody needs. */
  'too-many-requests': {
    status: 429,
    category: 'throttled',
    zh: ['今天的申请太多了', '请明天再试，或直接联系合同发起人。'],
    en: ['Too many requests today', 'Try again tomorrow, or ask the initiator.'],
  },
  /** Many sign-ins in a browser from one network address. */
  'too-many-sign-ins': {
    status: 429,
    category: 'throttled',
    zh: ['登录太频繁', '请过一分钟再登录。'],
    en: ['Too many sign-ins', 'Sign in again in a minute.'],
  },
  'upstream-quota': {
    status: 503,
    category: 'throttled',
    zh: ['本月接口调用量已用完', '请管理员升级钉钉接口调用量，或等到下月。'],
    en: [
      'This month’s API quota is used up',
      'Ask your administrator to raise the DingTalk API quota, or wait for next month.',
    ],
  },
  'upstream-throttled': {
    status: 503,
    category: 'throttled',
    zh: ['查询太频繁', '钉钉和 e签宝限制了调用频率，请稍等片刻再试。'],
    en: [
      'Too many requests',
      'DingTalk and eSign limit how often they may be asked. Wait a moment.',
    ],
  },
} as const satisfies Problems
