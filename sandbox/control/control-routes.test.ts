import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/credentials.ts'
import type { SandboxClient } from '#sandbox/testing/sandbox-client.ts'
import { createSandboxClient } from '#sandbox/testing/sandbox-client.ts'

let client: SandboxClient

beforeEach(() => {
  client = createSandboxClient()
})

async function json(response: Response): Promise<unknown> {
  return response.json()
}

const samplesSchema = z.object({
  corps: z.array(z.object({ corpId: z.string(), state: z.string() })),
  people: z.array(z.object({ role: z.string() })),
})

const tokenRequest = { appKey: internalApp.clientId, appSecret: internalApp.clientSecret }

describe('faults', () => {
  it('replace the answer, as often as asked', async () => {
    await client.send('POST', '/_sandbox/faults', {
      match: 'POST /v1.0/oauth2/',
      status: 403,
      body: { code: 'Forbidden.AccessDenied.QpsLimitForApi' },
      headers: { 'x-sandbox': 'yes' },
      times: 1,
    })
    const left = async () => json(await client.send('GET', '/_sandbox/faults'))
    expect(await left()).toMatchObject({ faults: [{ times: 1 }] })
    const refused = await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)
    expect(await left()).toEqual({ faults: [] })
    expect(refused.status).toBe(403)
    expect(refused.headers.get('x-sandbox')).toBe('yes')
    expect(await json(refused)).toEqual({ code: 'Forbidden.AccessDenied.QpsLimitForApi' })
    expect((await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)).status).toBe(200)
  })

  it('do not affect other calls', async () => {
    await client.send('POST', '/_sandbox/faults', { match: 'GET /v1.0/', status: 500 })
    await client.send('POST', '/_sandbox/faults', { match: '/topapi', status: 500 })
    expect((await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)).status).toBe(200)
    expect((await client.send('POST', '/topapi/v2/user/get', {})).status).toBe(500)
  })

  it('delay the true answer when they have only a delay', async () => {
    await client.send('POST', '/_sandbox/faults', { match: 'accessToken', delayMs: 20 })
    const started = performance.now()
    const answer = await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)
    expect(answer.status).toBe(200)
    expect(performance.now() - started).toBeGreaterThanOrEqual(19)
  })

  it('send a text unchanged', async () => {
    await client.send('POST', '/_sandbox/faults', {
      match: 'accessToken',
      body: '<html>busy</html>',
    })
    const answer = await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(await answer.text()).toBe('<html>busy</html>')
  })

  it('can be removed without a reset', async () => {
    await client.send('POST', '/_sandbox/flows/PRO-SANDBOX-DRAFT/advance')
    await client.send('POST', '/_sandbox/faults', { match: '/', status: 500 })
    await client.send('DELETE', '/_sandbox/faults')
    expect((await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)).status).toBe(200)
    expect(await json(await client.send('GET', '/_sandbox/samples'))).toMatchObject({
      flows: expect.arrayContaining([
        expect.objectContaining({ taskId: 'PRO-SANDBOX-DRAFT', flowStatus: 1 }),
      ]),
    })
  })

  it('are refused when malformed, and removed by a reset', async () => {
    expect((await client.send('POST', '/_sandbox/faults', { status: 500 })).status).toBe(400)
    await client.send('POST', '/_sandbox/faults', { match: '/', status: 500 })
    await client.send('POST', '/_sandbox/reset')
    expect((await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)).status).toBe(200)
  })
})

describe('recorded calls', () => {
  it('contain the request without secrets', async () => {
    await client.send('POST', '/v1.0/oauth2/accessToken', tokenRequest)
    await client.send('GET', '/v2.0/esign/flowTasks/PRO-X?a=1', undefined, 'abcdefgh')
    const answer = await json(await client.send('GET', '/_sandbox/calls'))
    expect(answer).toMatchObject({
      calls: [
        {
          method: 'POST',
          path: '/v1.0/oauth2/accessToken',
          body: { appKey: internalApp.clientId },
          status: 200,
        },
        { path: '/v2.0/esign/flowTasks/PRO-X', query: { a: '1' }, token: 'abcd***', status: 400 },
      ],
    })
    expect(JSON.stringify(answer)).not.toContain(internalApp.clientSecret)
  })
})

describe('advance', () => {
  it('moves a draft step by step to its end, and no further', async () => {
    const states: unknown[] = []
    for (let step = 0; step < 4; step += 1) {
      // Each step depends on the one before.
      states.push(
        await json(await client.send('POST', '/_sandbox/flows/PRO-SANDBOX-DRAFT/advance')),
      )
    }
    expect(states).toMatchObject([
      { moved: true, flowStatus: 1, waitingFor: ['李四'] },
      { moved: true, flowStatus: 1, waitingFor: ['孙八'] },
      { moved: true, flowStatus: 2, waitingFor: [] },
      { moved: false, flowStatus: 2, waitingFor: [] },
    ])
  })

  it('agrees to a seal approval, approver by approver', async () => {
    const path = '/_sandbox/flows/PRO-SANDBOX-SEAL-APPROVAL/advance'
    expect(await json(await client.send('POST', path))).toMatchObject({ waitingFor: ['张三'] })
    expect(await json(await client.send('POST', path))).toMatchObject({ waitingFor: ['孙八'] })
  })

  it('answers 404 for an unknown flow', async () => {
    expect((await client.send('POST', '/_sandbox/flows/PRO-NONE/advance')).status).toBe(404)
  })
})

describe('samples', () => {
  it('contain one person for each role, and every flow', async () => {
    const answer = await json(await client.send('GET', '/_sandbox/samples'))
    expect(answer).toMatchObject({
      people: [
        {
          userId: 'zhangsan',
          name: '张三',
          role: 'employee',
          started: expect.any(Number),
          toSign: 0,
        },
        { userId: 'lisi', name: '李四', role: 'approver' },
        { userId: 'wangwu', name: '王五', role: 'admin' },
      ],
      flows: expect.arrayContaining([
        { taskId: 'PRO-SANDBOX-DRAFT', title: '市场推广服务协议', flowStatus: 0 },
        { taskId: 'PRO-SANDBOX-UNKNOWN', title: '数据处理补充协议', flowStatus: 9 },
      ]),
    })
  })

  it('list organisations with what each lacks, and the people of another one', async () => {
    const all = await json(await client.send('GET', '/_sandbox/samples'))
    const { corps } = samplesSchema.parse(all)
    expect(corps[0]).toMatchObject({ corpId: sandboxCorpId, state: 'fine' })
    expect(corps.map(({ state }) => state).toSorted()).toEqual([
      'ended',
      'fine',
      'left',
      'never-opened',
      'not-authorised',
      'not-authorised',
      'not-verified',
      'out-of-contracts',
      'stopped',
    ])
    for (const { corpId } of corps) {
      const own = await json(await client.send('GET', `/_sandbox/samples?corpId=${corpId}`))
      const roles = samplesSchema.parse(own).people.map(({ role }) => role)
      expect(roles, corpId).toEqual(['employee', 'approver', 'admin'])
    }
  })
})

describe('a reset', () => {
  it('begins as a company that has done nothing yet, and goes back', async () => {
    const samples = async () =>
      z
        .object({
          seed: z.string(),
          corps: z.array(z.object({ corpId: z.string(), state: z.string() })),
          people: z.array(z.object({ userId: z.string(), role: z.string() })),
          flows: z.array(z.unknown()),
        })
        .parse(await json(await client.send('GET', '/_sandbox/samples')))
    const before = await samples()
    const reset = await client.send('POST', '/_sandbox/reset', { seed: 'new-company' })
    expect(await json(reset)).toEqual({ corpId: sandboxCorpId, flows: [] })
    const fresh = await samples()
    expect(fresh).toMatchObject({
      seed: 'new-company',
      people: [{ role: 'employee' }, { role: 'approver' }, { userId: 'xinyuan', role: 'admin' }],
      flows: [],
    })
    expect(fresh.corps[0]).toEqual({ corpId: sandboxCorpId, state: 'not-authorised' })
    expect((await client.send('POST', '/_sandbox/reset', { seed: 'other' })).status).toBe(400)
    expect((await client.send('POST', '/_sandbox/reset', { seed: 'samples' })).status).toBe(200)
    expect(await samples()).toEqual(before)
  })
})
