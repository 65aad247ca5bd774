import { count } from '#web/i18n/count.ts'
import { defineWords } from '#web/i18n/words.ts'

/** For the list of a contract's files, after it has loaded. */
export const documentRowWords = defineWords({
  zh: {
    empty: '还没有可查看的文件。',
    unnamed: '未命名文件',
    unavailable: '暂无地址',
    takeAll: '全部下载（zip）',
    there: count({ many: '有 {count} 个文件' }),
  },
  en: {
    empty: 'There are no documents to see yet.',
    unnamed: 'Unnamed document',
    unavailable: 'No address yet',
    takeAll: 'Download all (zip)',
    there: { one: '{count} file', many: '{count} files' },
  },
})
