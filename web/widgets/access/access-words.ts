import { count, params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

export const accessWords = defineWords({
  zh: {
    taskId: params('任务编号 {taskId} · 输错了？'),
    search: '返回首页搜索',
    ask: '申请查看',
    asking: '正在提交…',
    asked: '已提交。如果这份合同存在，发起人会收到申请；同意后钉钉会通知您。',
    notYet: '还没有得到同意。可以联系合同的发起人或管理员。',
    open: '刷新',
    waiting: count({ many: '{count} 个查看申请' }),
    decide: '处理',
    title: '申请查看合同',
    note: '同意后，对方可以一直查看这份合同；拒绝后，对方一周内不能再次申请，也不会收到通知。',
    grant: '同意',
    refuse: '拒绝',
    granted: params('已同意 {name} 查看'),
    refused: params('已拒绝 {name}'),
    none: '没有待处理的申请',
  },
  en: {
    taskId: 'Task ID {taskId} · mistyped? ',
    search: 'Search on the home page',
    ask: 'Ask to see it',
    asking: 'Sending…',
    asked:
      'Sent. If this contract exists, its initiator is asked; DingTalk tells you once they agree.',
    notYet: 'Nobody has agreed yet. You can contact the initiator or an administrator.',
    open: 'Refresh',
    waiting: {
      one: '{count} request to see a contract',
      many: '{count} requests to see contracts',
    },
    decide: 'Decide',
    title: 'Requests to see a contract',
    note: 'People you let in can see the contract from then on. People you refuse cannot ask again for a week, and are not told.',
    grant: 'Let in',
    refuse: 'Refuse',
    granted: '{name} may see it now',
    refused: '{name} was refused',
    none: 'No request is waiting',
  },
})
