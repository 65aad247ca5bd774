import { afterEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { colleaguesSchema } from '#shared/schemas/colleagues.ts'
import { taskPageSchema } from '#shared/schemas/launch-page.ts'
import { meSchema } from '#shared/schemas/real-name.ts'
import { started } from '#proxy/base/store/testing/samples.ts'
import { setups, startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

let app: SandboxedProxy

afterEach(() => app.close())

async function me() {
  const answer = await app.get('/api/me')
  expect(answer.status).toBe(200)
  return meSchema.parse(await answer.json())
}

describe.each(setups)('%s', (_name, env) => {
  it('tells who is signed in, and verifies the person on a page of e签宝', async () => {
    app = await startSandboxedProxy(env)
    await app.signIn('zhaoliu')
    expect(await me()).toEqual({
      name: '赵六',
      role: 'admin',
      isOperator: false,
      realName: { ok: { status: 'not-verified', statusCode: 'false', name: null } },
    })
    const answer = await app.post('/api/me/realname-url', { returnTo: '/start' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { mobileUrl } = taskPageSchema.parse(await answer.json())
    const done = await fetch(mobileUrl ?? '', {
      method: 'POST',
      body: new URLSearchParams({ action: 'verify' }),
      redirect: 'manual',
    })
    const corp = 'DINGTALK_CORP_ID' in env ? '' : 'corpId=dingsandbox5f1c2e7a9b3d4860&'
    expect(done.headers.get('location')).toMatch(
      new RegExp(`^http://localhost:8080/start\\?${corp}returned=real-name`),
    )
    expect((await me()).realName).toMatchObject({ ok: { status: 'verified', name: '赵六' } })
  })
})

it('requests the page for the signed-in person, whatever the request says', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  await app.post('/api/me/realname-url', { userId: 'lisi', returnTo: '/me' })
  const [call] = await app.calls('realnames')
  expect(call?.body).toMatchObject({ userId: 'zhangsan' })
})

it('tells whom a person has contracts with', async () => {
  app = await startSandboxedProxy()
  await app.store.registry.flows.recordStart(sandboxCorpId, started('PRO-1'))
  const colleagues = async (userId: string) => {
    await app.signIn(userId)
    return colleaguesSchema.parse(await (await app.get('/api/me/colleagues')).json()).people
  }
  expect(await colleagues('zhangsan')).toEqual([{ userId: 'lisi', name: '李四' }])
  expect(await colleagues('lisi')).toEqual([{ userId: 'zhangsan', name: '张三' }])
  expect(await colleagues('wangwu')).toEqual([])
})

it("tells who is an operator, only in that person's own corp", async () => {
  const operators = 'dingsandbox5f1c2e7a9b3d4860:lisi,dingother:zhangsan'
  app = await startSandboxedProxy({ ...setups[0][1], OPERATOR_USER_IDS: operators })
  await app.signIn('lisi')
  expect(await me()).toMatchObject({ role: 'member', isOperator: true })
  await app.signIn('zhangsan')
  expect(await me()).toMatchObject({ role: 'member', isOperator: false })
})

it('tells who is signed in even when e签宝 does not answer', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  await app.control('POST', '/faults', { match: '/v2.0/esign/users/', status: 500 })
  expect(await me()).toMatchObject({
    name: '张三',
    realName: { problem: { code: 'upstream-unavailable' } },
  })
})

it('returns only to pages of the app', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  for (const returnTo of ['https://evil.example/', '//evil.example', '/api/session']) {
    const answer = await app.post('/api/me/realname-url', { returnTo })
    expect(await answer.json()).toMatchObject({ status: 400, code: 'invalid-request' })
  }
  expect(await app.calls('realnames')).toEqual([])
})

it('opens no page on a foreign host', async () => {
  app = await startSandboxedProxy()
  await app.signIn('zhangsan')
  const body = { taskId: 'PRN-1', mobileUrl: 'https://evil.example/p?secret=1', pcUrl: null }
  await app.control('POST', '/faults', { match: '/v2.0/esign/users/realnames', body })
  const answer = await app.post('/api/me/realname-url')
  expect(await answer.json()).toMatchObject({ status: 502, code: 'launch-host-refused' })
  expect(app.proxy.logText()).toContain('https://evil.example')
  expect(app.proxy.logText()).not.toContain('secret=1')
})
