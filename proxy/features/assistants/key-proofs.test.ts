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
  const proofs = createKeyProofs({
    keys: { noteProved },
    askers: { find: () => Promise.resolve(admin) },
    roles: { isAdmin: () => isAdmin },
    log: { info: () => {} },
    now: () => at,
  })
  return { proofs, noteProved }
}

it('is proved by the administrator who made the key, named as in the app', async () => {
  const { proofs, noteProved } = play()
  const said = await proofs.check({ kind: 'nobody', key, named: 'zhangsan' }, ` ${code} `)
  expect(said).toMatchObject({ userId: 'zhangsan', role: 'admin', proof: 'proved' })
  expect(noteProved).toHaveBeenCalledWith(key, 1)
})

it.each([
  ['missing', null, code, {}],
  ['unequal', '103262', code, {}],
  ['unequal', 'lisi', code, {}],
  ['unequal', 'zhangsan', code, { isAdmin: false }],
  ['code-wrong', 'zhangsan', undefined, {}],
  ['code-wrong', 'zhangsan', '00000000', {}],
  ['code-wrong', 'zhangsan', code, { at: proofLifetimeMs }],
] as const)('is %s for %s with the code %s and %j', async (proof, named, said, more) => {
  const { proofs, noteProved } = play(more)
  const answer = await proofs.check({ kind: 'nobody', key, named }, said)
  expect(answer).toEqual({ userId: null, corpId: 'ding1', name: null, role: null, proof })
  expect(noteProved).not.toHaveBeenCalled()
})
