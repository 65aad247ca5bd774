import { params } from '@nanostores/i18n'
import { count } from '#web/i18n/count.ts'
import { defineWords } from '#web/i18n/words.ts'

/** Words shared by the desks of admins and operators. */
export const deskWords = defineWords({
  zh: {
    notReadBecause: params('暂时无法获取：{reason}'),
    onceAuthorised: '授权后才能获取。',
    more: '显示更多',
    back: '返回',
    initialised: '已初始化',
    install: 'e签宝应用',
    installed: '已安装',
    'not-installed': '未安装',
    authorisation: '授权本应用',
    authorised: '已授权',
    'not-authorised': '未授权',
    realName: '企业实名',
    verified: '已认证',
    'not-verified': '未认证',
    unknown: params('未知状态（{code}）'),
    marginChart: params('从 {from} 的 {first} 份到 {until} 的 {last} 份'),
    contractsLeft: count({ many: '剩 {count} 份' }),
    notReadYet: '未读取',
    daysLeft: count({ many: '按最近 30 天的用量，约够用 {count} 天' }),
    daysUnknown: '用量记录还不够，暂时无法估计能用多久。',
  },
  en: {
    notReadBecause: 'Cannot be read right now: {reason}',
    onceAuthorised: 'Can be read once the app is authorized.',
    more: 'Show more',
    back: 'Back',
    initialised: 'Initialized',
    install: 'eSign app',
    installed: 'Installed',
    'not-installed': 'Not installed',
    authorisation: 'Authorization of this app',
    authorised: 'Authorized',
    'not-authorised': 'Not authorized',
    realName: 'Company verification',
    verified: 'Verified',
    'not-verified': 'Not verified',
    unknown: 'Unknown status ({code})',
    marginChart: 'From {first} ({from}) to {last} ({until})',
    contractsLeft: { one: '{count} contract left', many: '{count} contracts left' },
    notReadYet: 'Not read',
    daysLeft: {
      one: 'Lasts for about {count} day at the pace of the last 30 days',
      many: 'Lasts for about {count} days at the pace of the last 30 days',
    },
    daysUnknown: 'Too little usage is known yet to estimate how long they will last.',
  },
})
