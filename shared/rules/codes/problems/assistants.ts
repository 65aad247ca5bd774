import { maxAssistants } from '#shared/rules/assistant/assistant-limits.ts'
import type { Problems } from './problem.ts'

/** What AI assistants run into. */
export const assistantProblems = {
  /** A call of an AI assistant without a token, or with one that has ended. */
  'assistant-token-invalid': {
    status: 401,
    category: 'caller',
    zh: ['助手的访问令牌无效', '令牌可能已过期或被撤销，请在“我的”里新建一个，再填到助手中。'],
    en: [
      'The token of the assistant is not valid',
      'It may have expired or been withdrawn. Make a new one under “Me” and give it to the assistant.',
    ],
  },
  /** A person has as many tokens as are allowed. */
  'assistants-full': {
    status: 409,
    category: 'caller',
    zh: [`访问令牌已达上限（${maxAssistants} 个）`, '请先撤销不再使用的，再新建。'],
    en: [
      `The limit of ${maxAssistants} access tokens is reached`,
      'Withdraw one that is no longer used, then make a new one.',
    ],
  },
  /** What an assistant proposed was decided before, or not in time. */
  'proposal-ended': {
    status: 409,
    category: 'caller',
    zh: ['这个提议已处理或已过期', '如仍需要，请让助手重新提议，或直接在合同页催办。'],
    en: [
      'This proposal was decided or has expired',
      'If it is still needed, let the assistant propose it again, or remind on the page of the contract.',
    ],
  },
  /** One person's assistants propose more reminders in a day than anybody needs. */
  'too-many-proposals': {
    status: 429,
    category: 'throttled',
    zh: ['助手今天的催办提议太多了', '请明天再试，或直接在合同页催办。'],
    en: ['Too many proposals today', 'Try again tomorrow, or remind on the page of the contract.'],
  },
  /** Calls of one person's AI assistants, or with unknown tokens from one network address. */
  'too-many-assistant-calls': {
    status: 429,
    category: 'throttled',
    zh: ['助手查询太频繁', '请稍等片刻再问。'],
    en: ['The assistant asks too often', 'Wait a moment, then ask again.'],
  },
} as const satisfies Problems
