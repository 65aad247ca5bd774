import { esignStateNames } from '#shared/rules/words/esign-states.ts'
import { count, params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

/** Words shared by the desks of admins and operators. */
export const deskWords = defineWords({
  zh: {
    onceAuthorised: '授权后才能获取。',
    more: '显示更多',
    initialised: '已初始化',
    ...esignStateNames.zh,
    unknown: params('未知状态（{code}）'),
    day: '日期',
    left: '余量',
    expected: '预计',
    fewLine: params('提醒线（{count} 份）'),
    courseLater: '用量记录满 7 天后显示趋势',
    last90Days: '近 90 天',
    contractsLeft: count({ many: '剩 {count} 份' }),
    notReadYet: '未读取',
    lastsUntil: params('按近 30 天的用量，约到 {until}'),
    daysUnknown: '用量记录还不够，暂时无法估计能用多久。',
  },
  en: {
    onceAuthorised: 'Can be read once the app is authorised.',
    more: 'Show more',
    initialised: 'Initialised',
    ...esignStateNames.en,
    unknown: 'Unknown status ({code})',
    day: 'Day',
    left: 'Left',
    expected: 'Expected',
    fewLine: 'Warning line ({count} contracts)',
    courseLater: 'Shown after 7 days of use',
    last90Days: 'The last 90 days',
    contractsLeft: { one: '{count} contract left', many: '{count} contracts left' },
    notReadYet: 'Not read',
    lastsUntil: 'Lasts until about {until} at the pace of the last 30 days',
    daysUnknown: 'Too little usage is known yet to estimate how long they will last.',
  },
})
