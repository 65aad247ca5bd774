import { count } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const reviewWords = defineWords({
  zh: {
    review: '确认发起',
    keepEditing: '再看看',
    summary: '内容',
    untitled: '还没有填写合同名称',
    noFiles: '还没有文件',
    noSigners: '还没有签署人',
    cost: '用掉 1 份合同',
    costLeft: count({ many: '用掉 1 份合同（余 {count} 份）' }),
    irrevocable: '发出后不能在这里撤回；要撤回，请到 e签宝操作。',
    noOwnSeal: '本方没有人盖企业章。',
    mend: '去修改',
  },
  en: {
    review: 'Send it',
    keepEditing: 'Look again',
    summary: 'Summary',
    untitled: 'No title yet',
    noFiles: 'No files yet',
    noSigners: 'No signers yet',
    cost: 'Uses 1 contract',
    costLeft: { one: 'Uses 1 contract ({count} left)', many: 'Uses 1 contract ({count} left)' },
    irrevocable: 'It cannot be revoked here once sent; that is done in eSign.',
    noOwnSeal: 'Nobody of your company uses the company seal.',
    mend: 'Change',
  },
})
