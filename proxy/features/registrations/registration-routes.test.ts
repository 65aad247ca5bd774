import { createHash, createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { sandboxCorpId, secondCorpId } from '#sandbox/played.ts'
import { noTexts } from '#shared/rules/party/party.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import { flowViewsSchema } from '#shared/schemas/flow/flow-views.ts'
import { problemSchema } from '#shared/schemas/problem.ts'
import { importAnswerSchema, registrationAnswerSchema } from '#shared/schemas/registration.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'

const secret = 'an-example-secret-of-at-least-32-bytes'
const signing = 'PRO-SANDBOX-SIGNING'
const guide = readFileSync(new URL('../../../docs/registering-flows.md', import.meta.url), 'utf8')

/** Signs as the guide says. */
function flowSignature(
  by: string,
  corpId: string,
  taskId: string,
  seconds: number,
  body: string,
): string {
  const digest = createHash('sha256').update(body).digest('hex')
  const text = ['register', corpId, taskId, seconds, digest].join('\n')
  return `1.${seconds}.${createHmac('sha256', by).update(text).digest('base64url')}`
}

const lisi = { userId: 'lisi', name: '李四', role: 'signer' }
const zhangsan = { userId: 'zhangsan', name: '张三', role: 'cc' }

let app: SandboxedProxy
let now: number

async function start(env: Record<string, string> = internal): Promise<void> {
  now = Date.now()
  app = await startSandboxedProxy(
    { FLOW_ACCESS: 'participants', FLOW_LINK_SECRET: secret, ...env },
    { now: () => now, monotonic: () => performance.now() },
  )
}

beforeEach(() => start())

afterEach(() => app.close())

type Sending = {
  taskId?: string
  body: Record<string, unknown>
  at?: number
  by?: string
  signedFor?: string
}

/** A registration as another system sends it: without our origin and without a session. */
async function put({ taskId = signing, body, at = now, ...signed }: Sending): Promise<Response> {
  const text = JSON.stringify({ corpId: sandboxCorpId, ...body })
  return send('PUT', `/api/registrations/${taskId}`, text, { taskId, at, ...signed })
}

async function send(
  method: string,
  path: string,
  text: string,
  {
    taskId,
    at,
    by = secret,
    signedFor = taskId,
  }: Required<Pick<Sending, 'at'>> & {
    taskId: string
    by?: string
    signedFor?: string
  },
): Promise<Response> {
  const seconds = Math.floor(at / 1000)
  const { corpId } = z.object({ corpId: z.string() }).parse(JSON.parse(text))
  const signature = flowSignature(by, corpId, signedFor, seconds, text)
  return app.proxy.askWithoutOrigin(path, {
    method,
    headers: { 'content-type': 'application/json', 'x-flow-signature': signature, cookie: '' },
    body: text,
  })
}

async function idsIn(scope: string): Promise<string[]> {
  const answer = await app.get(`/api/flows?scope=${scope}`)
  return flowListSchema.parse(await answer.json()).flows.map(({ taskId }) => taskId)
}

/** Waits for the flow's reading in the background. */
async function untilWaiting(): Promise<void> {
  await vi.waitFor(async () => expect(await idsIn('waiting')).toEqual([signing]), {
    timeout: 20_000,
  })
}

/** Waits for the status: a change of rights takes effect when its event has arrived. */
async function untilStatus(userId: string, status: number, taskId = signing): Promise<void> {
  await app.signIn(userId)
  await vi.waitFor(async () => expect((await app.get(`/api/flows/${taskId}`)).status).toBe(status))
}

async function codeOf(answer: Response): Promise<string> {
  return problemSchema.parse(await answer.json()).code
}

describe('a flow registered by another system', () => {
  it('is listed for its signer, and visible to its other people', async () => {
    await untilStatus('lisi', 403)
    const body = { people: [lisi, zhangsan], initiator: { userId: 'wangwu' }, title: '办公设备' }
    expect((await put({ body })).status).toBe(204)
    await app.signIn('lisi')
    await untilWaiting()
    await untilStatus('lisi', 200)
    await untilStatus('zhangsan', 200)
    await app.signIn('wangwu')
    expect(await idsIn('started')).toEqual([signing])
  })

  it('has the people of the registration with the latest signature', async () => {
    await put({ body: { people: [lisi] } })
    expect((await put({ body: { people: [zhangsan] }, at: now - 60_000 })).status).toBe(204)
    await untilStatus('lisi', 200)
    await untilStatus('zhangsan', 403)
    expect((await put({ body: { people: [zhangsan] } })).status).toBe(204)
    await untilStatus('lisi', 403)
    await untilStatus('zhangsan', 200)
  })

  it('is unchanged when it is registered again, and is not read again', async () => {
    // A deadline within a day would cause another reading.
    const body = { people: [lisi, zhangsan], deadline: now + 3 * 86_400_000 }
    await put({ body })
    await app.signIn('lisi')
    await untilWaiting()
    const readings = await app.calls(signing)
    const context = await app.store.registry.flows.sharedFlowContextOf(sandboxCorpId, signing)
    now += 1000
    expect((await put({ body })).status).toBe(204)
    expect(await app.store.registry.flows.sharedFlowContextOf(sandboxCorpId, signing)).toEqual(
      context,
    )
    expect(await app.calls(signing)).toEqual(readings)
  })

  it('keeps outsiders, title and deadline of its start here when a registration lacks them', async () => {
    const outsider = {
      ...noTexts,
      role: 'signer',
      name: '赵六',
      userId: null,
      account: '13800000000',
      order: 1,
      requirement: null,
    } as const
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId: 'PRO-NEW',
      title: '采购合同',
      status: 'signing',
      initiator: { userId: 'wangwu', name: '王五', organization: null },
      people: [outsider],
      deadline: now + 1000,
      startedAt: now,
    })
    await put({ taskId: 'PRO-NEW', body: { people: [zhangsan] } })
    const flowContext = await app.store.registry.flows.sharedFlowContextOf(sandboxCorpId, 'PRO-NEW')
    expect(flowContext?.flow).toMatchObject({
      title: '采购合同',
      deadline: now + 1000,
      initiator: { userId: 'wangwu' },
    })
    expect(flowContext?.people.map(({ name, account }) => [name, account])).toEqual([
      ['赵六', '13800000000'],
      ['张三', null],
    ])
  })
})

describe('a flow started with the app', () => {
  const person = { ...noTexts, requirement: null, role: 'signer' } as const

  async function startHere(): Promise<void> {
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId: signing,
      title: '采购合同',
      status: 'signing',
      reference: randomUUID(),
      initiator: { userId: 'wangwu', name: '王五', organization: null },
      people: [
        { ...person, userId: null, account: '13800000000', name: '孙八', order: 1 },
        { ...person, userId: 'lisi', name: '李四', order: 2 },
      ],
      deadline: now + 3 * 86_400_000,
      startedAt: now,
    })
  }

  const flowContext = () => app.store.registry.flows.sharedFlowContextOf(sandboxCorpId, signing)

  /** Those of whom more than e签宝's name is known. */
  async function identified() {
    const people = (await flowContext())?.people ?? []
    const ids = people.map(({ role, userId, account }) => [role, userId ?? account])
    return ids.filter(([, id]) => id !== null)
  }

  const before = [
    ['signer', '13800000000'],
    ['signer', 'lisi'],
  ]

  const takeover = {
    initiator: { userId: 'qianqi' },
    people: [
      { userId: 'qianqi', name: '李四', role: 'signer' },
      { userId: 'zhangsan', name: '张三', role: 'signer' },
    ],
    title: '别的标题',
    deadline: Date.UTC(2027, 0, 1),
  }

  it('keeps everybody when it is registered, and gets people and a deadline', async () => {
    await startHere()
    // The second one is newer, and nobody of the first is left out either.
    for (const body of [{ people: [zhangsan] }, takeover, takeover]) {
      now += 1000
      expect((await put({ body })).status).toBe(204)
    }
    // e签宝's title, which is read meanwhile.
    await expect
      .poll(async () => (await flowContext())?.flow)
      .toMatchObject({
        initiator: { userId: 'wangwu' },
        title: '办公设备采购合同',
        deadline: takeover.deadline,
      })
    // One with the name of a signer gets a copy.
    expect(await identified()).toEqual([...before, ['cc', 'zhangsan'], ['cc', 'qianqi']])
    await app.signIn('wangwu')
    expect(await idsIn('started')).toEqual([signing])
    await untilStatus('lisi', 200)
    await untilStatus('qianqi', 200)
  })

  it('is not given to somebody else by an import either, before or after a registration', async () => {
    await startHere()
    for (const body of [null, takeover]) {
      if (body !== null) await put({ body })
      await app.signIn('wangwu')
      const answer = await app.proxy.ask('/api/registrations/import', {
        method: 'POST',
        body: `${signing},qianqi`,
      })
      expect(await answer.json()).toMatchObject({
        taken: 0,
        notTaken: [{ reason: 'started-here' }],
      })
    }
    expect((await flowContext())?.flow).toMatchObject({ initiator: { userId: 'wangwu' } })
  })
})

it('each registration that changes something is in the audit', async () => {
  for (const body of [{ people: [lisi, zhangsan] }, { people: [lisi, zhangsan] }]) {
    await put({ body })
  }
  await app.signIn('wangwu')
  const { views } = flowViewsSchema.parse(await (await app.get('/api/audit')).json())
  const registered = views.filter(({ kind }) => kind === 'flow-registered')
  expect(registered).toMatchObject([
    { taskId: signing, name: 'FLOW_LINK_SECRET', detail: '李四, 张三' },
  ])
})

describe('people who are no members', () => {
  const nobody = { userId: 'nobody', name: '无名', role: 'signer' }
  const outside = { userId: 'qianqi', name: '钱七', role: 'cc' }
  const body = { people: [nobody, lisi, outside], initiator: { userId: 'nobody' } }

  const known = async () => {
    const { flow, people } =
      (await app.store.registry.flows.sharedFlowContextOf(sandboxCorpId, signing)) ?? {}
    const ids = people?.flatMap(({ userId }) => userId ?? [])
    return { initiator: flow?.initiator.userId ?? null, ids }
  }

  it('are left out, and those whom the app may not see are not', async () => {
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { outsideRange: ['qianqi'] })
    expect((await put({ body })).status).toBe(204)
    expect(await known()).toEqual({ initiator: null, ids: ['lisi', 'qianqi'] })
  })

  it('are registered while DingTalk cannot be asked', async () => {
    await app.control('POST', '/faults', { match: '/topapi/v2/user/get', status: 500 })
    expect((await put({ body })).status).toBe(204)
    expect(await known()).toEqual({ initiator: 'nobody', ids: ['nobody', 'lisi', 'qianqi'] })
  })

  it('are asked for once for a whole list', async () => {
    const flows = Array.from({ length: 20 }, (_, index) => ({ taskId: `PRO-${index}`, ...body }))
    const text = JSON.stringify({ corpId: sandboxCorpId, flows })
    const answer = await send('POST', '/api/registrations', text, { taskId: '*', at: now })
    expect(await answer.json()).toEqual({ taken: 20, notTaken: [] })
    expect(await app.calls('/topapi/v2/user/get')).toHaveLength(3)
  })
})

describe('a registration is refused', () => {
  const body = { people: [lisi] }

  it.each([
    ['when signed by another secret', { by: 'another-secret-of-at-least-32-bytes!' }],
    ['when signed for another flow', { signedFor: 'PRO-SANDBOX-COMPLETED' }],
    ['when signed for a list', { signedFor: '*' }],
  ])('%s', async (_, more) => {
    expect(await codeOf(await put({ body, ...more }))).toBe('signature-invalid')
    await untilStatus('lisi', 403)
  })

  it('when it was signed more than five minutes ago, or in the future', async () => {
    expect((await put({ body, at: now - 299_000 })).status).toBe(204)
    expect((await put({ body, at: now - 301_000 })).status).toBe(401)
    expect((await put({ body, at: now + 120_000 })).status).toBe(401)
  })

  it('when its body differs from the signed one, or its signature is missing', async () => {
    const text = JSON.stringify({ corpId: sandboxCorpId, ...body })
    const seconds = Math.floor(now / 1000)
    const signature = flowSignature(secret, sandboxCorpId, signing, seconds, text)
    const ask = (headers: Record<string, string>, sent: string) =>
      app.proxy.askWithoutOrigin(`/api/registrations/${signing}`, {
        method: 'PUT',
        headers,
        body: sent,
      })
    expect((await ask({ 'x-flow-signature': signature }, `${text} `)).status).toBe(401)
    expect((await ask({ 'x-flow-signature': 'x' }, text)).status).toBe(401)
    expect((await ask({}, text)).status).toBe(401)
    expect((await ask({ 'x-flow-signature': signature }, text)).status).toBe(204)
  })

  it('when its fields, task id, size or organisation are wrong', async () => {
    const wrong = await put({ body: { people: [{ ...lisi, role: 'boss' }] } })
    expect(wrong.status).toBe(400)
    expect(problemSchema.parse(await wrong.json()).title).toContain('people.0.role')
    expect(await codeOf(await put({ body, taskId: '-' }))).toBe('invalid-task-id')
    const large = await put({ body: { people: [lisi], title: 'x'.repeat(70_000) } })
    expect(await codeOf(large)).toBe('request-too-large')
    const foreign = await put({ body: { ...body, corpId: secondCorpId } })
    expect(await codeOf(foreign)).toBe('corp-not-allowed')
  })
})

it('a registration is refused, and not written, once its organisation has given the app up', async () => {
  await app.close()
  await start(thirdParty)
  const { corps, registry } = app.store
  await corps.updateCorp({ corpId: sandboxCorpId, at: now, isAuthorised: false })
  const refused = await put({ body: { people: [lisi] } })
  expect(refused.status).toBe(403)
  expect(await codeOf(refused)).toBe('corp-stopped')
  const list = JSON.stringify({ corpId: sandboxCorpId, flows: [{ taskId: signing, people: [] }] })
  const refusedList = await send('POST', '/api/registrations', list, { taskId: '*', at: now })
  expect(await codeOf(refusedList)).toBe('corp-stopped')
  // A registration accepted just before.
  const late = {
    taskId: signing,
    title: null,
    deadline: null,
    initiatorUserId: 'lisi',
    people: [],
    signedAt: now,
    at: now,
  } as const
  expect(await registry.registrations.record(sandboxCorpId, late)).toBe(false)
  expect(await registry.flows.find(sandboxCorpId, signing)).toBeNull()
})

it('a registration is refused once what its organisation bought has ended', async () => {
  await app.close()
  await start(thirdParty)
  const purchase = { order: 'one', at: now, item: null, until: now }
  await app.store.corps.updateCorp({ corpId: sandboxCorpId, at: now, purchase })
  expect(await codeOf(await put({ body: { people: [lisi] } }))).toBe('subscription-ended')
  const list = JSON.stringify({ corpId: sandboxCorpId, flows: [{ taskId: signing, people: [] }] })
  const refused = await send('POST', '/api/registrations', list, { taskId: '*', at: now })
  expect(await codeOf(refused)).toBe('subscription-ended')
})

it('reveals nothing to another organisation with the same user ids', async () => {
  await app.close()
  await start(thirdParty)
  await put({ body: { corpId: secondCorpId, people: [lisi, zhangsan] } })
  await untilStatus('lisi', 403)
  await app.signIn('zhangsan', secondCorpId)
  expect(await idsIn('all')).toEqual([signing])
})

describe('a list of flows', () => {
  async function post(flows: unknown[], signedFor = '*'): Promise<Response> {
    const text = JSON.stringify({ corpId: sandboxCorpId, flows })
    return send('POST', '/api/registrations', text, { taskId: '*', at: now, signedFor })
  }

  it('is accepted except for its invalid parts', async () => {
    const answer = await post([
      { taskId: signing, people: [lisi] },
      { taskId: '../x', people: [] },
      { taskId: 'PRO-2', people: [{ ...lisi, userId: '' }] },
      { taskId: signing, people: [zhangsan] },
      'PRO-3',
      { taskId: 'PRO-SANDBOX-COMPLETED', people: [zhangsan], title: null },
    ])
    expect(answer.status).toBe(200)
    expect(registrationAnswerSchema.parse(await answer.json())).toEqual({
      taken: 2,
      notTaken: [
        { index: 1, taskId: '../x', reason: 'invalid', fields: ['taskId'] },
        { index: 2, taskId: 'PRO-2', reason: 'invalid', fields: ['people.0.userId'] },
        { index: 3, taskId: signing, reason: 'repeated', fields: [] },
        { index: 4, taskId: null, reason: 'invalid', fields: [''] },
      ],
    })
    await untilStatus('lisi', 200)
    await untilStatus('zhangsan', 403)
    await untilStatus('zhangsan', 200, 'PRO-SANDBOX-COMPLETED')
  })

  it('has at most a hundred flows, and its own signature', async () => {
    const flows = Array.from({ length: 101 }, (_, index) => ({
      taskId: `PRO-${index}`,
      people: [],
    }))
    expect((await post(flows)).status).toBe(400)
    expect((await post([{ taskId: signing, people: [lisi] }], signing)).status).toBe(401)
  })
})

describe('an import', () => {
  async function upload(csv: string): Promise<Response> {
    const headers = { 'content-type': 'text/csv' }
    return app.proxy.ask('/api/registrations/import', { method: 'POST', headers, body: csv })
  }

  it('gives flows to their owners after asking upstream, and reports the rest', async () => {
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId: 'PRO-SANDBOX-REVOKED',
      title: null,
      status: 'signing',
      initiator: { userId: 'wangwu', name: '王五', organization: null },
      people: [],
      deadline: null,
      startedAt: now,
    })
    await app.signIn('wangwu')
    const rows = [
      '\u{FEFF}任务编号,所有者',
      `${signing},lisi`,
      '',
      'PRO-NOBODY,lisi',
      'PRO-SANDBOX-COMPLETED;"nobody"',
      `${signing},zhangsan`,
      'PRO SANDBOX,lisi',
      'PRO-SANDBOX-REVOKED,lisi',
      'PRO-SANDBOX-EXPIRED,',
      'PRO-SANDBOX-EXPIRED\tlisi\tmore',
    ]
    const answer = await upload(rows.join('\r\n'))
    expect(answer.status).toBe(200)
    const { taken, notTaken } = importAnswerSchema.parse(await answer.json())
    expect(taken).toBe(2)
    expect(notTaken.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'flow-not-found'],
      [5, 'person-not-found'],
      [6, 'repeated'],
      [7, 'invalid'],
      [8, 'started-here'],
      [9, 'invalid'],
    ])
    await app.signIn('lisi')
    expect((await idsIn('started')).toSorted()).toEqual(['PRO-SANDBOX-EXPIRED', signing])
  })

  it('can be repeated with another owner, and a registration takes precedence', async () => {
    await app.signIn('wangwu')
    await upload(`${signing},lisi`)
    await upload(`${signing},zhangsan`)
    await untilStatus('lisi', 403)
    await untilStatus('zhangsan', 200)
    await put({ body: { people: [lisi] } })
    await untilStatus('lisi', 200)
    await untilStatus('zhangsan', 200)
  })

  it('is for administrators, with a size limit', async () => {
    await app.signIn('zhangsan')
    expect(await codeOf(await upload(`${signing},lisi`))).toBe('not-corp-admin')
    await app.signIn('wangwu')
    const rows = Array.from({ length: 201 }, (_, index) => `PRO-${index},lisi`)
    expect(await codeOf(await upload(rows.join('\n')))).toBe('request-too-large')
    expect(await codeOf(await upload('"'))).toBe('invalid-request')
  })
})

it('the sample header in the documentation is correct', () => {
  const text = '{"corpId":"dingcorp","people":[]}'
  const header = flowSignature(secret, 'dingcorp', 'PRO-1', 1_800_000_000, text)
  expect(guide).toContain(`\n${header}\n`)
})
