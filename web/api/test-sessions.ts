import type { Session } from '#shared/schemas/session.ts'

/** Two members of one organisation, for tests. */
export const lisi: Session = {
  corpId: 'c1',
  corpName: null,
  userId: 'lisi',
  name: '李四',
  role: 'member',
  expiresAt: 0,
}

export const wangwu: Session = { ...lisi, userId: 'wangwu', name: '王五' }
