import { params } from '@nanostores/i18n'
import { defineWords } from '#web/i18n/words.ts'

export const approvalPageWords = defineWords({
  zh: {
    pageTitle: '审批附件合同',
    heading: params('这个审批附有 {count} 份合同'),
    progress: '查看签署进度',
    noProgress: '这份合同没有任务编号，暂时不能查看签署进度。',
    noFiles: '还没有可查看的文件。',
    unnamedFile: '未命名文件',
    original: '原文件',
    signed: '签署后文件',
    current: '当前版本',
    originalOf: params('原文件：{name}'),
    signedOf: params('签署后文件：{name}'),
    currentOf: params('当前版本：{name}'),
    notSignedYet: '还没有签署后文件',
    noOriginal: '没有原文件',
    note: '文件地址由 e签宝临时提供，打开本页时重新获取。如打不开，请刷新后再试。',
  },
  en: {
    pageTitle: 'Contracts of an approval',
    heading: 'Contracts attached to this approval: {count}',
    progress: 'See signing progress',
    noProgress: 'This contract has no task ID, so its progress cannot be shown.',
    noFiles: 'No files to show yet.',
    unnamedFile: 'Unnamed file',
    original: 'Original',
    signed: 'Signed file',
    current: 'Current version',
    originalOf: 'Original: {name}',
    signedOf: 'Signed file: {name}',
    currentOf: 'Current version: {name}',
    notSignedYet: 'No signed file yet',
    noOriginal: 'No original',
    note: 'Links from eSign expire soon, so they are fetched anew when this page is opened. If a file does not open, refresh and try again.',
  },
})
