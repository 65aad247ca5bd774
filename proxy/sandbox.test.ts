import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { flowViewSchema } from '#shared/schemas/flow/flow.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { signInAnswerSchema } from '#shared/schemas/session.ts'
import { sandboxCorpId, startSandbox, strangerCorpId } from '#sandbox/played.ts'
import { internal, thirdParty } from './testing/sandbox-apps.ts'
import { startTestProxy, type TestProxy } from './testing/test-proxy.ts'

/** The proxy on the complete sandbox: both kinds of app, both generations. */

let sandbox: Awaited<ReturnType<typeof startSandbox>>

beforeAll(async () => {
  sandbox = await startSandbox()
})

afterAll(() => sandbox.close())

let proxy: TestProxy | undefined

afterEach(async () => {
  await proxy?.close()
  sandbox.sandbox.reset()
})

async function start(env: Record<string, string>): Promise<TestProxy> {
  proxy = await startTestProxy(sandbox.url, env)
  return proxy
}

async function control(path: string, body: unknown): Promise<Response> {
  const init = { method: 'POST', body: JSON.stringify(body) }
  const headers = { 'content-type': 'application/json' }
  return fetch(`${sandbox.url}/_sandbox/${path}`, { ...init, headers })
}

async function authCode(userId: string): Promise<string> {
  const answer = await control('auth-codes', { userId })
  return z.object({ code: z.string() }).parse(await answer.json()).code
}

async function signIn(started: TestProxy, more: Record<string, unknown> = {}): Promise<Response> {
  return started.signIn({ authCode: await authCode('wangwu'), corpId: sandboxCorpId, ...more })
}

describe.each([
  ['an internal app, generation 2.0', internal],
  ['a third-party app, generation 2.0', thirdParty],
  ['a third-party app, generation 1.0', { ...thirdParty, ESIGN_GENERATION: '1.0' }],
])('%s', (_name, env) => {
  it('signs in and reads the flow in one call', async () => {
    const answer = await signIn(await start(env), { taskId: 'PRO-SANDBOX-SIGNING' })
    expect(answer.status).toBe(201)
    const session = signInAnswerSchema.parse(await answer.json())
    expect(session).toMatchObject({ userId: 'wangwu', name: '王五', role: 'admin' })
    expect(session.flow).toMatchObject({
      ok: {
        flow: {
          taskId: 'PRO-SANDBOX-SIGNING',
          title: '办公设备采购合同',
          status: 'signing',
          initiator: { name: expect.stringMatching(/./), organization: expect.stringMatching(/./) },
        },
      },
    })
  })

  it('reads each sample with its status', async () => {
    const started = await start(env)
    await signIn(started)
    for (const status of flowStatuses.filter((each) => each !== 'unknown')) {
      const answer = await started.ask(`/api/flows/PRO-SANDBOX-${status.toUpperCase()}`)
      const { flow } = flowViewSchema.parse(await answer.json())
      expect(flow.status).toBe(status)
      const times = flow.logs.map(({ time }) => time)
      expect(times).toEqual(times.toSorted((a, b) => Number(b) - Number(a)))
      expect(flow.logs.map(({ type }) => type)).not.toContain('unknown')
    }
  })

  it('refuses an unknown flow, a used code and an invented code', async () => {
    const started = await start(env)
    const code = await authCode('zhangsan')
    const body = { authCode: code, corpId: sandboxCorpId }
    expect(await (await started.signIn(body)).json()).toMatchObject({ role: 'member' })
    const missing = await started.ask('/api/flows/PRO-NOWHERE')
    expect(missing.status).toBe(404)
    expect(await missing.json()).toMatchObject({ code: 'flow-not-found' })
    for (const again of [code, 'made-up']) {
      const answer = await started.signIn({ ...body, authCode: again })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ code: 'auth-code-invalid' })
    }
  })

  it('recovers from a token that became invalid', async () => {
    const started = await start(env)
    await signIn(started)
    const body = { code: 'InvalidAuthentication', message: 'x', requestid: 'r' }
    await control('faults', { match: 'esign/flow', status: 400, body, times: 1 })
    expect((await started.ask('/api/flows/PRO-SANDBOX-SIGNING')).status).toBe(200)
    const calls = await (await fetch(`${sandbox.url}/_sandbox/calls`)).text()
    expect(calls).toMatch(/"status":400/)
  })
})

describe('credentials', () => {
  it.each([
    ['a wrong secret', { ...internal, DINGTALK_CLIENT_SECRET: 'wrong' }, sandboxCorpId],
    ['a wrong suite ticket', { ...thirdParty, DINGTALK_SUITE_TICKET: 'wrong' }, sandboxCorpId],
  ])('that are refused are reported: %s', async (_name, env, corpId) => {
    const answer = await (await start(env)).signIn({ corpId })
    expect(answer.status).toBe(502)
    expect(await answer.json()).toMatchObject({ code: 'upstream-credentials' })
  })

  it('do not exist for a corp that has not installed the app', async () => {
    const answer = await (await start(thirdParty)).signIn({ corpId: strangerCorpId })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'corp-not-allowed' })
  })
})
