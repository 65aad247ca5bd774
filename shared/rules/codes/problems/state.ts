import type { Problems } from './problem.ts'

/**
 * Something must be done first in e签宝 or in the organisation's app: verification by the person or
 * an administrator, authorisation by an administrator, initialisation by an operator.
 */
export const stateProblems = {
  'user-not-real-name-verified': {
    status: 409,
    category: 'state',
    zh: ['还没有完成个人实名认证', '请先在 e签宝完成个人实名认证，再继续。'],
    en: ['Identity not verified yet', 'Verify your identity in eSign first, then go on.'],
  },
  'corp-not-real-name-verified': {
    status: 409,
    category: 'state',
    zh: ['企业还没有完成实名认证', '请管理员先在 e签宝完成企业实名认证。'],
    en: [
      'The company is not verified yet',
      'Ask your administrator to verify the company in eSign first.',
    ],
  },
  'corp-not-authorised': {
    status: 409,
    category: 'state',
    zh: [
      '您的组织尚未授权此应用使用 e签宝',
      '请联系您组织的管理员，在此应用的管理页完成 e签宝 授权，然后再试。',
    ],
    en: [
      'Your organisation has not authorised this app in eSign',
      'Ask an administrator of your organisation to authorise it on the management page of this app. Then try again.',
    ],
  },
  'esign-not-initialised': {
    status: 409,
    category: 'state',
    zh: ['e签宝尚未初始化', '请联系此应用的运营人员完成初始化。'],
    en: ['eSign is not initialised yet', 'Ask the operators of this app to initialise it.'],
  },
  'esign-already-initialised': {
    status: 409,
    category: 'state',
    zh: ['e签宝已经初始化过', '无需再次初始化，可以直接使用。'],
    en: ['eSign is already initialised', 'There is no need to do it again.'],
  },
  /** The organisation has disabled the app in DingTalk, or given it up. */
  'corp-stopped': {
    status: 403,
    category: 'state',
    zh: ['您的组织已停用此应用', '如需继续使用，请组织管理员在钉钉管理后台重新启用或开通此应用。'],
    en: [
      'Your organisation has stopped this app',
      "To go on using it, ask your organisation's administrator to switch it on again in DingTalk.",
    ],
  },
  /** The organisation's subscription has ended. */
  'subscription-ended': {
    status: 403,
    category: 'state',
    zh: [
      '此应用的订阅已到期',
      '管理员可在钉钉应用市场续费；其他成员请联系您组织的管理员。看过的合同仍可查看。',
    ],
    en: [
      "The app's subscription has ended",
      "Administrators renew it in DingTalk's app market; others ask them to. What was read before can still be seen.",
    ],
  },
} as const satisfies Problems
