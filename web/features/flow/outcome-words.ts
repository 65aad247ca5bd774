import { params } from '#shared/rules/words/template.ts'
import { defineWords } from '#web/i18n/words.ts'

/** For people who return from signing. */
export const outcomeWords = defineWords({
  zh: {
    completed: '合同已全部签完。',
    refused: '合同已拒签，不再继续。',
    refusing: '有签署人拒签，e签宝正在结束合同。',
    done: '您这一步已完成，等待其他人处理。',
    held: '已提交签署，等待用印审批。',
    signed: '已签署',
    next: params('下一份：《{title}》'),
    open: '去处理',
    noneLeft: '没有别的等您处理',
  },
  en: {
    completed: 'Everybody has signed the contract.',
    refused: 'Signing was refused. The contract does not go on.',
    refusing: 'A signer has refused. eSign is ending the contract.',
    done: 'Your step is done. Others act next.',
    held: 'Submitted. The seal has to be approved first.',
    signed: 'Signed',
    next: 'Next: {title}',
    open: 'Open',
    noneLeft: 'Nothing else waits for you',
  },
})
