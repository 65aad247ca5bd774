import type { Problems } from './problem.ts'

/** What keeps the terms of a contract from being set. */
export const termsProblems = {
  /** Terms are only of contracts that were completed. */
  'flow-not-completed': {
    status: 409,
    category: 'caller',
    zh: ['合同还没有完成', '合同完成后才能设置履约信息。'],
    en: ['The contract is not completed', 'Its terms can be set once it is.'],
  },
  /** Somebody else has changed the terms since they were read. */
  'terms-changed': {
    status: 409,
    category: 'caller',
    zh: ['履约信息刚刚被别人修改', '您填写的内容还在。请看最新内容，再决定是否保存。'],
    en: [
      'Somebody else has just changed the terms',
      'What you entered is still here. Look at the latest terms before you save.',
    ],
  },
} as const satisfies Problems
