import type { Language } from '#shared/rules/languages.ts'

/** What e签宝 says of an organisation, and what it can be. */
const chinese = {
  install: 'e签宝应用',
  installed: '已安装',
  'not-installed': '未安装',
  authorisation: '授权本应用',
  authorised: '已授权',
  'not-authorised': '未授权',
  realName: '企业实名',
  verified: '已认证',
  'not-verified': '未认证',
  margin: '合同余量',
}

const english: typeof chinese = {
  install: 'eSign app',
  installed: 'Installed',
  'not-installed': 'Not installed',
  authorisation: 'Authorisation of this app',
  authorised: 'Authorised',
  'not-authorised': 'Not authorised',
  realName: 'Company verification',
  verified: 'Verified',
  'not-verified': 'Not verified',
  margin: 'Contracts left',
}

export const esignStateNames = { zh: chinese, en: english } satisfies Record<Language, unknown>
