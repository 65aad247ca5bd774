import { count, params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const approvalPageWords = defineWords({
  zh: {
    pageTitle: '审批附件合同',
    heading: count({ many: '这个审批附有 {count} 份合同' }),
    progress: '查看签署进度',
    waits: params('等 {people}'),
    noProgress: '这份合同没有任务编号，暂时不能查看签署进度。',
    noFiles: '还没有可查看的文件。',
    unnamedFile: '未命名文件',
    original: '原文件',
    preview: '预览',
    originalOf: params('原文件：{name}'),
    previewOf: params('预览：{name}'),
    noPreview: '还不能预览',
    noOriginal: '没有原文件',
  },
  en: {
    pageTitle: 'Contracts of an approval',
    heading: {
      one: '{count} contract in this approval',
      many: '{count} contracts in this approval',
    },
    progress: 'See signing progress',
    waits: 'Waiting for {people}',
    noProgress: 'This contract has no task ID, so its progress cannot be shown.',
    noFiles: 'No files to show yet.',
    unnamedFile: 'Unnamed file',
    original: 'Original',
    preview: 'Preview',
    originalOf: 'Original: {name}',
    previewOf: 'Preview: {name}',
    noPreview: 'No preview yet',
    noOriginal: 'No original',
  },
})
