import { defineWords } from '#web/i18n/words.ts'

export const launchWords = defineWords({
  zh: {
    signTitle: '签署合同',
    away: '已打开 e签宝页面，完成后回到这里会自动更新',
    awayUpdate: '已完成，刷新',
    updating: '已返回，正在更新…',
    updated: '已更新为最新状态。',
    notUpdated: '已返回，但没能读到最新状态。',
    notOpened: '页面没有自动打开，请点击下面的链接。',
    openByLink: '打开 e签宝页面',
    'returned/authorise/success': '授权已完成，以下是最新状态。',
    'returned/authorise/failure': '授权没有完成。如需使用，请重新授权。',
    'returned/authorise/unknown': '已从授权页面返回，以下是最新状态。',
    'returned/real-name': '已从实名认证页面返回，以下是最新状态。',
    'returned/corp-real-name': '已从企业实名认证页面返回，以下是最新状态。',
    'returned/start': '已从 e签宝返回，以下是最新状态。',
    'returned/sign': '已从签署页面返回，以下是最新状态。',
  },
  en: {
    signTitle: 'Sign the contract',
    away: 'The eSign page is open. Come back here when you are done; this page updates by itself.',
    awayUpdate: 'Done, refresh',
    updating: 'Updating…',
    updated: 'Up to date.',
    notUpdated: 'You are back, but the latest state could not be read.',
    notOpened: 'The page did not open by itself. Use the link below. ',
    openByLink: 'Open the eSign page',
    'returned/authorise/success': 'Authorisation is done. This is the latest state.',
    'returned/authorise/failure':
      'Authorisation was not completed. Authorise again to use the app.',
    'returned/authorise/unknown':
      'You are back from the authorisation page. This is the latest state.',
    'returned/real-name': 'You are back from identity verification. This is the latest state.',
    'returned/corp-real-name': 'You are back from company verification. This is the latest state.',
    'returned/start': 'You are back from eSign. This is the latest state.',
    'returned/sign': 'You are back from the signing page. This is the latest state.',
  },
})
