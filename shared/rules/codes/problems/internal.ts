import type { Problems } from './problem.ts'

/** Faults of our own. */
export const internalProblems = {
  'store-unavailable': {
    status: 503,
    category: 'internal',
    zh: ['服务器暂时无法读取记录', '请稍后重试；仍不行请把请求编号告诉管理员。'],
    en: [
      'The server cannot read its records right now',
      'Try again later. If this continues, give the request ID to your administrator.',
    ],
  },
  'internal-error': {
    status: 500,
    category: 'internal',
    zh: ['服务出错了', '请稍后重试；仍不行请把请求编号告诉管理员。'],
    en: [
      'Something went wrong on our side',
      'Try again later. If this continues, give the request ID to your administrator.',
    ],
  },
} as const satisfies Problems
