import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { createRoles } from './roles.ts'

/** Every call that is not for everybody, and the roles that may make it. */
const calls = [
  ['GET', '/api/corp', 'admin or operator'],
  ['GET', '/api/corp/statistics', 'admin'],
  ['GET', '/api/corp/settings', 'admin'],
  ['POST', '/api/corp/auth-url', 'admin'],
  ['POST', '/api/corp/realname-url', 'admin'],
  ['POST', '/api/corp/console-url', 'admin'],
  ['POST', '/api/corp/cancel-auth', 'admin'],
  ['POST', '/api/corp/initialise', 'operator'],
  ['GET', '/api/orders', 'operator'],
  ['POST', '/api/orders/channel', 'operator'],
  ['POST', '/api/orders/resale', 'operator'],
] as const

let app: SandboxedProxy

beforeAll(async () => {
  app = await startSandboxedProxy({ ...internal, OPERATOR_USER_IDS: 'lisi' })
})

afterAll(() => app.close())

describe.each(calls)('%s %s is for an %s', (method, path, who) => {
  const ask = () => (method === 'GET' ? app.get(path) : app.post(path))
  const isAdmins = who !== 'operator'

  it('is refused to everybody else', async () => {
    await app.signIn('zhangsan')
    const answer = await ask()
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({
      code: isAdmins ? 'not-corp-admin' : 'not-operator',
    })
    expect(await app.calls('/esign/')).toEqual([])
  })

  it('is refused without a session', async () => {
    const init = { method, headers: { cookie: 'session=x' } }
    expect((await app.proxy.ask(path, init)).status).toBe(401)
  })

  it.each([
    ['admin', 'wangwu'],
    ['operator', 'lisi'],
  ])('is allowed for an %s', async (role, userId) => {
    await app.signIn(userId)
    const answer = await ask()
    expect(answer.status === 403).toBe(!who.includes(role))
    await app.control('POST', '/reset', {})
  })
})

it('people are named by user id, or by user id and corp', () => {
  const names = new Set(['a', 'ding1:b'])
  const roles = createRoles({ adminUserIds: names, operatorUserIds: names })
  const asked = [
    ['ding1', 'a'],
    ['ding2', 'a'],
    ['ding1', 'b'],
    ['ding2', 'b'],
    ['ding1', 'ding1:b'],
  ] as const
  for (const role of ['isAdmin', 'isOperator'] as const) {
    const answers = asked.map(([corpId, userId]) => roles[role]({ corpId, userId, sysLevel: 0 }))
    expect(answers).toEqual([true, true, true, false, false])
  }
})
