import { defineWords } from '#web/i18n/words.ts'

export const sealWords = defineWords({
  zh: {
    title: '印章图片',
    failed: '印章图片没有加载成功。',
    byLink: '在新窗口打开',
  },
  en: {
    title: 'Picture of the seal',
    failed: 'The picture did not load. ',
    byLink: 'Open it in a new window',
  },
})
