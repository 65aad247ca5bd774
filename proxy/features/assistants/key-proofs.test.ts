import { expect, it, vi } from 'vitest'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { hashOf } from './assistant-secrets.ts'
import { createKeyProofs, proofLifetimeMs } from './key-proofs.ts'

const code = '12345678'
const key = {
  corpId: 'ding1',
  hash: 'hash',
  createdBy: 'zhangsan',
  proofHash: hashOf(code),
  createdAt: 0,
  provedAt: null,
  failure: null,
  failedAt: null,
}
const admin: SessionClaims = {
  sessionId: 'asker',
  corpId: 'ding1',
  userId: 'zhangsan',
  name: '张三',
  unionId: null,
  sysLevel: 2,
  signedInAt: 0,
  expiresAt: 1,
}

function play({ at = 1, isAdmin = true } = {}) {
  const noteProved = vi.fn(() => Promise.resolve())
  const noteFailed = vi.fn(() => Promise.resolve())
  const proofs = createKeyProofs({
    keys: { noteProved, noteFailed },
    askers: { find: () => Promise.resolve(admin) },
    roles: { isAdmin: () => isAdmin },
    log: { info: () => {} },
    now: () => at,
  })
  return { proofs, noteProved, noteFailed }
}

it('is proved by the administrator who made the key, named as in the app', async () => {
  const { proofs, noteProved, noteFailed } = play()
  expect(await proofs.check({ kind: 'nobody', key, named: 'zhangsan' }, ` ${code} `)).toBe(admin)
  expect(noteProved).toHaveBeenCalledWith(key, 1)
  expect(noteFailed).not.toHaveBeenCalled()
})

it.each([
  ['missing', null, code, {}],
  ['unequal', '103262', code, {}],
  ['unequal', 'lisi', code, {}],
  ['unequal', 'zhangsan', code, { isAdmin: false }],
  ['code-wrong', 'zhangsan', '00000000', {}],
  ['code-wrong', 'zhangsan', code, { at: proofLifetimeMs }],
] as const)('is %s for %s with the code %s and %j', async (failure, named, said, more) => {
  const { proofs, noteProved, noteFailed } = play(more)
  expect(await proofs.check({ kind: 'nobody', key, named }, said)).toBe(failure)
  expect(noteProved).not.toHaveBeenCalled()
  expect(noteFailed).toHaveBeenCalledWith(key, failure, 'at' in more ? more.at : 1)
})

it('is not attempted by somebody who says no code', async () => {
  const { proofs, noteFailed } = play()
  const caller = { kind: 'nobody', key, named: 'lisi' } as const
  expect(await proofs.check(caller, undefined)).toBe('code-wrong')
  expect(noteFailed).not.toHaveBeenCalled()
})

it('stays proved when somebody unknown to DingTalk asks', async () => {
  const { proofs, noteFailed } = play()
  const caller = { kind: 'nobody', key: { ...key, provedAt: 1 }, named: '103262' } as const
  expect(await proofs.check(caller, code)).toBe('unequal')
  expect(noteFailed).not.toHaveBeenCalled()
})
