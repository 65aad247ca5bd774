import { expect, it, vi } from 'vitest'
import type { AssistantKey } from './assistant-key-store.ts'
import type { AssistantToken } from './assistant-token-store.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { presentRequester } from '#proxy/base/limits/requester.ts'
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
  failure: null,
  failedAt: null,
}
const from = (named?: string) => ({ named, address: '203.0.113.1' })
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
  const admins = new Set(['zhangsan'])
  const find = vi.fn(({ userId }: { userId: string }) =>
    Promise.resolve<SessionClaims | null>(claims(userId)),
  )
  const withdrawAll = vi.fn(() => Promise.resolve())
  const use = vi.fn((hash: string) => Promise.resolve(hash === hashOf(token) ? storedToken : null))
  let clock = 1
  const callers = createCallers({
    tokens: { use, withdrawAll },
    keys: {
      find: (hash) => Promise.resolve(hash === hashOf(key) ? { ...storedKey, provedAt } : null),
    },
    askers: { find, stoppedAt: () => Promise.resolve(stoppedAt) },
    roles: { isAdmin: ({ userId }) => admins.has(userId) },
    now: () => 20,
    monotonic: () => clock,
  })
  return { callers, admins, find, use, withdrawAll, pass: (ms: number) => (clock += ms) }
}

it('takes the person from the token, not from the header of the request', async () => {
  const { callers } = play()
  expect(await callers.find(`Bearer ${token}`, from('zhangsan'))).toMatchObject({
    kind: 'person',
    asker: { userId: 'lisi' },
    assistant: 'Helper',
    mayRemind: true,
  })
})

it('knows nobody by an unknown token, or by none', async () => {
  const { callers } = play()
  expect(await callers.find(`Bearer ${newToken()}`, from())).toBeNull()
  expect(await callers.find(`Bearer ${newKey()}`, from('lisi'))).toBeNull()
  expect(await callers.find(undefined, from('lisi'))).toBeNull()
})

it('ends the tokens of somebody who has left', async () => {
  const { callers, find, withdrawAll } = play()
  find.mockResolvedValue(null)
  expect(await callers.find(`Bearer ${token}`, from())).toBeNull()
  expect(withdrawAll).toHaveBeenCalledWith({ corpId: 'ding1', userId: 'lisi' }, 20)
})

it('takes neither token nor key from before the app was stopped', async () => {
  const { callers } = play({ stoppedAt: 10 })
  expect(await callers.find(`Bearer ${token}`, from())).toBeNull()
  expect(await callers.find(`Bearer ${key}`, from('lisi'))).toBeNull()
})

it('believes whom DingTalk names only beside a proved key', async () => {
  const { callers, find } = play()
  expect(await callers.find(`Bearer ${key}`, from(' lisi '))).toMatchObject({
    kind: 'person',
    asker: { userId: 'lisi' },
    mayRemind: false,
  })
  expect(await callers.find(`Bearer ${key}`, from())).toMatchObject({ kind: 'nobody' })
  find.mockResolvedValueOnce(null)
  expect(await callers.find(`Bearer ${key}`, from('103262'))).toMatchObject({ kind: 'nobody' })
  const unproved = play({ provedAt: null })
  expect(await unproved.callers.find(`Bearer ${key}`, from('lisi'))).toMatchObject({
    kind: 'nobody',
    named: 'lisi',
  })
  expect(unproved.find).not.toHaveBeenCalled()
})

it('ends a proved key whose maker has left or administers no more', async () => {
  const { callers, admins, find } = play()
  find.mockImplementation(({ userId }) =>
    Promise.resolve(userId === 'zhangsan' ? null : claims(userId)),
  )
  expect(await callers.find(`Bearer ${key}`, from('lisi'))).toBeNull()
  find.mockImplementation(({ userId }) => Promise.resolve(claims(userId)))
  admins.clear()
  expect(await callers.find(`Bearer ${key}`, from('lisi'))).toBeNull()
})

it("limits the calls of a person's assistants together", async () => {
  const { callers, pass } = play()
  const ask = (bearer: string) => callers.find(`Bearer ${bearer}`, from('lisi'))
  for (let asked = 0; asked < 60; asked += 1)
    expect(await ask(asked % 2 === 0 ? token : key)).not.toBeNull()
  await expect(ask(token)).rejects.toMatchObject({ code: 'too-many-assistant-calls' })
  await expect(ask(key)).rejects.toMatchObject({ code: 'too-many-assistant-calls', retryAfter: 1 })
  // Others are not concerned.
  expect(await callers.find(`Bearer ${key}`, from('zhangsan'))).not.toBeNull()
  pass(1_000)
  expect(await ask(token)).not.toBeNull()
})

it('refuses the unknown tokens of an address above a limit, and takes new valid ones', async () => {
  const { callers, pass } = play()
  for (let asked = 0; asked < 600; asked += 1)
    expect(await callers.find(`Bearer ${newToken()}`, from())).toBeNull()
  await expect(callers.find(`Bearer ${newToken()}`, from())).rejects.toMatchObject({
    code: 'too-many-assistant-calls',
    retryAfter: 60,
  })
  expect(await callers.find(`Bearer ${token}`, from())).not.toBeNull()
  expect(await callers.find(`Bearer ${key}`, from('zhangsan'))).not.toBeNull()
  const elsewhere = { named: undefined, address: '203.0.113.2' }
  expect(await callers.find(`Bearer ${newToken()}`, elsewhere)).toBeNull()
  pass(60_001)
  expect(await callers.find(`Bearer ${newToken()}`, from())).toBeNull()
})

it('looks up two unknown tokens of an address at a time', async () => {
  const { callers, use } = play()
  let underWay = 0
  let most = 0
  use.mockImplementation(async (hash) => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise(setImmediate)
    underWay -= 1
    return hash === hashOf(token) ? storedToken : null
  })
  const flood = Array.from({ length: 50 }, () => callers.find(`Bearer ${newToken()}`, from()))
  expect(await callers.find(`Bearer ${token}`, from())).not.toBeNull()
  await Promise.all(flood)
  expect(most).toBe(2)
})

it('asks DingTalk at the expense of the person', async () => {
  const { callers, find } = play()
  const requesters: string[] = []
  find.mockImplementation(({ userId }) => {
    requesters.push(...presentRequester().keys())
    return Promise.resolve(claims(userId))
  })
  await callers.find(`Bearer ${token}`, from())
  await callers.find(`Bearer ${key}`, from('zhangsan'))
  const [lisi, zhangsan] = ['["ding1","lisi"]', '["ding1","zhangsan"]']
  // With a key, its maker is read as well.
  expect(requesters).toEqual([lisi, zhangsan, zhangsan])
})
