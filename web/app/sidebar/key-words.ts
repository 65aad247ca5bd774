import { defineWords } from '#web/i18n/words.ts'

export const keyWords = defineWords({
  zh: {
    title: '快捷键',
    use: '使用快捷键',
    useNote: '在输入框和弹窗里不起作用',
    search: '搜索合同',
    next: '列表里的下一份',
    before: '列表里的上一份',
    open: '打开选中的合同',
    remind: '催办打开的合同',
    list: '显示快捷键',
    or: '或',
  },
  en: {
    title: 'Keyboard shortcuts',
    use: 'Use keyboard shortcuts',
    useNote: 'Not in fields and dialogs',
    search: 'Search contracts',
    next: 'Next in the list',
    before: 'Previous in the list',
    open: 'Open the chosen contract',
    remind: 'Remind about the open contract',
    list: 'Show the shortcuts',
    or: 'or',
  },
})
