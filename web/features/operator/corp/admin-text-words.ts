import { count, params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

/** What operators send to an organisation's admin. Buttons are named as on the admin's page. */
export const adminTextWords = defineWords({
  zh: {
    cannotWork: params('您好，{company} 的 e签宝 {trouble}，员工暂时不能使用“合同进度”。'),
    'trouble/not-installed': '未安装',
    'trouble/not-authorised': '未授权',
    'trouble/not-verified': '企业未实名',
    'trouble/contracts-low': '合同余量不足',
    runsLow: params('您好，{company} 的 e签宝 合同余量不足，{left}，用完后员工不能再发起合同。'),
    left: count({ many: '只剩 {count} 份' }),
    ended: params('您好，{company} 的“合同进度”已到期，员工暂时不能发起和签署合同。'),
    ending: params('您好，{company} 的“合同进度”{time} 到期，之后员工不能再发起和签署合同。'),
    permissions: params(
      '您好，{company} 的“合同进度”缺少权限，部分功能不能使用。请在钉钉管理后台“工作台”的应用管理里同意新的授权；自建应用请在钉钉开发者后台的“权限管理”里申请：{scopes}',
    ),
    open: params('请在钉钉中打开 {link}，点“{button}”即可。'),
    install: params('请在钉钉应用中心安装 e签宝，再在钉钉中打开 {link}。'),
    renewInMarket: '请在钉钉应用市场续费此应用。',
    between: '、',
    'button/ended': '去续费',
    'button/not-authorised': '去授权',
    'button/not-verified': '去认证',
    'button/contracts-low': '购买套餐',
  },
  en: {
    cannotWork: '{company}: eSign {trouble}, so your colleagues cannot use Contract progress. ',
    'trouble/not-installed': 'is not installed',
    'trouble/not-authorised': 'is not authorised',
    'trouble/not-verified': 'has not verified the company',
    'trouble/contracts-low': 'has no contracts left',
    runsLow:
      '{company}: eSign has {left}. Without any, your colleagues cannot start further ones. ',
    left: { one: '{count} contract left', many: '{count} contracts left' },
    ended:
      '{company}: Contract progress has ended, so your colleagues cannot start or sign contracts. ',
    ending:
      '{company}: Contract progress ends {time}. Your colleagues cannot start or sign contracts then. ',
    permissions:
      '{company}: Contract progress lacks permissions, so parts of it do not work. Agree to the new authorisation in the DingTalk admin console, under the app in the workbench; for an app of your own, apply for them in the DingTalk developer console: {scopes}',
    open: 'Open {link} in DingTalk and press “{button}”.',
    install: "Install eSign from DingTalk's app centre, then open {link} in DingTalk.",
    renewInMarket: "Renew this app in DingTalk's app market.",
    between: ', ',
    'button/ended': 'Renew',
    'button/not-authorised': 'Authorise',
    'button/not-verified': 'Verify the company',
    'button/contracts-low': 'Buy a package',
  },
})
