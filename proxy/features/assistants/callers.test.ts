import { expect, it, vi } from 'vitest'
import type { AssistantKey } from '#proxy/base/store/assistants/assistant-keys.ts'
import type { AssistantToken } from '#proxy/base/store/assistants/assistant-tokens.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { hashOf, newKey, newToken } from './assistant-secrets.ts'
import { createCallers } from './callers.ts'

const token = newToken()
const key = newKey()

const storedToken: AssistantToken = {
  id: 't',
  corpId: 'ding1',
  userId: 'lisi',
  userName: '李四',
  name: 'Helper',
  mayRemind: true,
  createdAt: 10,
  expiresAt: 100,
  usedAt: null,
}
const storedKey: AssistantKey = {
  corpId: 'ding1',
  hash: hashOf(key),
  createdBy: 'zhangsan',
  proofHash: hashOf('12345678'),
  createdAt: 10,
  provedAt: 11,
}
const claims = (userId: string): SessionClaims => ({
  sessionId: 'asker',
  corpId: 'ding1',
  userId,
  name: userId,
  unionId: null,
  sysLevel: 0,
  signedInAt: 20,
  expiresAt: 30,
})

function play({
  provedAt = 11,
  stoppedAt = 0,
}: { provedAt?: number | null; stoppedAt?: number } = {}) {
  const find = vi.fn(({ userId }: { userId: string }) =>
    Promise.resolve<SessionClaims | null>(claims(userId)),
  )
  const withdrawAll = vi.fn(() => Promise.resolve())
  const callers = createCallers({
    tokens: {
      use: (hash) => Promise.resolve(hash === hashOf(token) ? storedToken : null),
      withdrawAll,
    },
    keys: {
      find: (hash) => Promise.resolve(hash === hashOf(key) ? { ...storedKey, provedAt } : null),
    },
    askers: { find, wasStoppedSince: (_corpId, at) => at <= stoppedAt },
    now: () => 20,
  })
  return { callers, find, withdrawAll }
}

it('knows the person of a token, whoever the request names', async () => {
  const { callers } = play()
  expect(await callers.find(`Bearer ${token}`, 'zhangsan')).toMatchObject({
    kind: 'person',
    asker: { userId: 'lisi' },
    assistant: 'Helper',
    mayRemind: true,
  })
})

it('knows nobody by an unknown token, or by none', async () => {
  const { callers } = play()
  expect(await callers.find(`Bearer ${newToken()}`, undefined)).toBeNull()
  expect(await callers.find(`Bearer ${newKey()}`, 'lisi')).toBeNull()
  expect(await callers.find(undefined, 'lisi')).toBeNull()
})

it('ends the tokens of somebody who has left', async () => {
  const { callers, find, withdrawAll } = play()
  find.mockResolvedValue(null)
  expect(await callers.find(`Bearer ${token}`, undefined)).toBeNull()
  expect(withdrawAll).toHaveBeenCalledWith({ corpId: 'ding1', userId: 'lisi' }, 20)
})

it('takes neither token nor key from before the app was stopped', async () => {
  const { callers } = play({ stoppedAt: 10 })
  expect(await callers.find(`Bearer ${token}`, undefined)).toBeNull()
  expect(await callers.find(`Bearer ${key}`, 'lisi')).toBeNull()
})

it('believes whom DingTalk names only beside a proved key', async () => {
  const { callers, find } = play()
  expect(await callers.find(`Bearer ${key}`, ' lisi ')).toMatchObject({
    kind: 'person',
    asker: { userId: 'lisi' },
    mayRemind: false,
  })
  expect(await callers.find(`Bearer ${key}`, undefined)).toMatchObject({ kind: 'nobody' })
  find.mockResolvedValue(null)
  expect(await callers.find(`Bearer ${key}`, '103262')).toMatchObject({ kind: 'nobody' })
  const unproved = play({ provedAt: null })
  expect(await unproved.callers.find(`Bearer ${key}`, 'lisi')).toMatchObject({
    kind: 'nobody',
    named: 'lisi',
  })
  expect(unproved.find).not.toHaveBeenCalled()
})
