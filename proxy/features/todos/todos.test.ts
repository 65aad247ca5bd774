import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { internalApp, sandboxCorpId } from '#sandbox/played.ts'
import { startedFlowSchema } from '#shared/schemas/flow/start-flow-request.ts'
import { internal, thirdParty } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { keptMs } from '#proxy/features/health/delete-expired.ts'
import { createFileStore } from '#proxy/features/files/file-store.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const todosSchema = z.object({
  todos: z.array(
    z.object({
      id: z.string(),
      sourceId: z.string(),
      subject: z.string(),
      creatorId: z.string(),
      executors: z.array(z.object({ id: z.string(), isDone: z.boolean() })),
      dueTime: z.number().nullable(),
      detailUrl: z.object({ appUrl: z.string(), pcUrl: z.string() }),
      done: z.boolean(),
    }),
  ),
})

const processesSchema = z.object({
  templates: z.array(z.object({ name: z.string() })),
  instances: z.array(
    z.object({
      title: z.string(),
      originatorUserId: z.string(),
      status: z.string(),
      result: z.string().nullable(),
      tasks: z.array(
        z.object({ userId: z.string(), status: z.string(), result: z.string().nullable() }),
      ),
    }),
  ),
})

let app: SandboxedProxy
let now: number

/** 10:00 in Shanghai. */
const morning = Date.UTC(2027, 2, 1, 2)

async function startApp(env: Record<string, string> = internal): Promise<void> {
  now = morning
  const clock = () => now
  app = await startSandboxedProxy(settings(env), { now: clock, monotonic: clock }, { now: clock })
}

function settings(env: Record<string, string>): Record<string, string> {
  return { FLOW_ACCESS: 'participants', OPERATOR_USER_IDS: operator, ...env }
}

/** Continues in the morning of another month, with an empty sandbox. */
async function reset(): Promise<void> {
  now = morning + Math.ceil((now - morning) / (30 * dayMs) + 1) * 30 * dayMs
  await app.control('POST', '/reset')
  await app.signIn('wangwu')
  expect((await app.post('/api/corp/initialise')).status).toBe(200)
  const upload = { corpId: sandboxCorpId, fileId: file, userId: 'zhangsan', at: now }
  await createFileStore(app.store.database).noteUpload(upload)
}

/** A file of the sandbox, recorded as 张三's upload. */
const file = 'FILE-SANDBOX-SIGNING'

const operator = `${sandboxCorpId}:wangwu`

/** Starts an app for the tests of a group. */
function withApp(env: Record<string, string> = internal): void {
  beforeAll(() => startApp(env))
  beforeEach(() => reset())
  afterAll(() => app.close())
}

type Signer = { kind: string; userId: string; name: string; seals: string[]; order: number }

const lisi: Signer = { kind: 'member', userId: 'lisi', name: '李四', seals: ['personal'], order: 1 }
const wangwu: Signer = { ...lisi, userId: 'wangwu', name: '王五', order: 2 }

/** 张三 starts a flow. */
async function startFlow(more: Record<string, unknown> = {}): Promise<string> {
  await app.signIn('zhangsan')
  const files = [{ fileId: file, name: '采购合同.pdf', kind: 'contract' }]
  const body = {
    launch: 'direct',
    title: '采购合同 2027',
    files,
    signers: [lisi, wangwu],
    deadline: now + 3 * dayMs,
    ...more,
  }
  const answer = await app.post('/api/flows', body, { 'idempotency-key': crypto.randomUUID() })
  expect(answer.status).toBe(201)
  const { taskId } = startedFlowSchema.parse(await answer.json())
  if (taskId === null) throw new Error('a flow that was started at once has a task id')
  return taskId
}

/** Sets the clock ahead in steps, and does what is due after each. */
async function pass(ms: number): Promise<void> {
  const until = now + ms
  const stepMs = Math.max(20 * minuteMs, ms / 4)
  do {
    now = Math.min(now + stepMs, until)
    await app.proxy.readDue()
    await app.proxy.sendDue()
  } while (now < until)
}

/** Longer than sent to-dos of an ended flow are kept. */
const longMs = keptMs['settled-jobs'] + dayMs

/** Runs the daily deletion of expired data. */
async function dropAll(): Promise<void> {
  const before = now - keptMs['settled-jobs']
  await app.store.registry.retention.clear('settled-jobs', before, 1000)
}

async function todos() {
  return todosSchema.parse(await app.control('GET', '/todos')).todos
}

/** Creates the to-do, like the call whose answer was lost. */
async function makeInPlace(sourceId: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const { clientId: appKey, clientSecret: appSecret } = internalApp
  const asked = { method: 'POST', headers, body: JSON.stringify({ appKey, appSecret }) }
  const answer = await fetch(`${app.sandboxUrl}/v1.0/oauth2/accessToken`, asked)
  const { accessToken } = z.object({ accessToken: z.string() }).parse(await answer.json())
  const url = 'https://contract.example/'
  const todo = {
    sourceId,
    subject: '请签署',
    executorIds: ['sandbox-union-lisi'],
    detailUrl: { appUrl: url, pcUrl: url },
  }
  const made = await fetch(`${app.sandboxUrl}/v1.0/todo/users/sandbox-union-zhangsan/tasks`, {
    method: 'POST',
    headers: { ...headers, 'x-acs-dingtalk-access-token': accessToken },
    body: JSON.stringify(todo),
  })
  expect(made.status).toBe(200)
}

/** The to-dos' people, and whether each is done. */
async function states(): Promise<string[]> {
  return (await todos()).map(({ executors: [executor], done }) => {
    return `${executor?.id.replace('sandbox-union-', '')} ${done ? 'done' : 'open'}`
  })
}

/** Sends a form of one of e签宝's pages. */
async function onPage(path: string, form: Record<string, string>): Promise<void> {
  const url = `${app.sandboxUrl}/_sandbox/pages/${path}`
  const body = new URLSearchParams(form)
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' })
  expect(answer.status).toBeLessThan(400)
}

function advance(taskId: string): Promise<unknown> {
  return app.control('POST', `/flows/${taskId}/advance`)
}

describe('a person whose turn it is', () => {
  withApp()

  it('has a to-do that opens the flow, even if nobody opens a page', async () => {
    const taskId = await startFlow()
    await pass(minuteMs)
    expect(await todos()).toMatchObject([
      {
        subject: '请签署：采购合同 2027',
        creatorId: 'sandbox-union-zhangsan',
        executors: [{ id: 'sandbox-union-lisi', isDone: false }],
        dueTime: now - minuteMs + 3 * dayMs,
        done: false,
      },
    ])
    const [todo] = await todos()
    await app.signIn('lisi')
    const { pathname } = new URL(todo?.detailUrl.appUrl ?? '')
    expect(pathname).toBe(`/flows/${taskId}`)
    expect((await app.get(`/api${pathname}`)).status).toBe(200)
    expect(decodeURIComponent(todo?.detailUrl.pcUrl ?? '')).toContain(todo?.detailUrl.appUrl)
  })

  it("has it finished when the next person's turn begins, and all are finished at the end", async () => {
    const taskId = await startFlow()
    await pass(minuteMs)
    await advance(taskId)
    await pass(20 * minuteMs)
    expect(await states()).toEqual(['lisi done', 'wangwu open'])
    await advance(taskId)
    await pass(hourMs)
    expect(await states()).toEqual(['lisi done', 'wangwu done'])
    await pass(2 * dayMs)
    expect(await states()).toHaveLength(2)
  })

  it.each([{}, { success: true }, { result: null }])(
    'keeps it, and the last reading stays, while e签宝 answers %j',
    async (body) => {
      const taskId = await startFlow()
      await pass(minuteMs)
      const before = await app.store.registry.flows.find(sandboxCorpId, taskId)
      for (const path of ['flowTasks', 'signTasks'])
        await app.control('POST', '/faults', { match: `/v2.0/esign/${path}/`, body })
      await pass(2 * hourMs)
      expect(await states()).toEqual(['lisi open'])
      expect(await app.store.registry.flows.find(sandboxCorpId, taskId)).toEqual(before)
      await app.control('DELETE', '/faults')
      await pass(2 * hourMs)
      expect(await states()).toEqual(['lisi open'])
    },
  )

  it('has it finished even when the turn lasted for months', async () => {
    const taskId = await startFlow({ deadline: now + 2 * longMs })
    await pass(minuteMs)
    await pass(longMs)
    await dropAll()
    await advance(taskId)
    await pass(2 * dayMs)
    expect(await states()).toEqual(['lisi done', 'wangwu open'])
  })

  it('has it finished when the deadline has passed', async () => {
    await startFlow()
    await pass(minuteMs)
    await pass(3 * dayMs + 10 * minuteMs)
    expect(await states()).toEqual(['lisi done'])
  })

  it('has a separate to-do for each turn', async () => {
    const company = { ...lisi, userId: 'qianqi', name: '钱七', seals: ['company'] }
    const taskId = await startFlow({ signers: [company] })
    await pass(minuteMs)
    expect(await states()).toEqual(['qianqi open'])
    // The seal must be approved first.
    await onPage(`sign/${taskId}`, { signer: 'qianqi', action: 'sign' })
    await pass(20 * minuteMs)
    expect(await states()).toEqual(['qianqi done'])
    const refusal = { action: 'refuse', reason: '金额有误' }
    await onPage(`approval/${taskId}?signer=qianqi`, refusal)
    await pass(hourMs)
    expect(await states()).toEqual(['qianqi done', 'qianqi open'])
    const sources = (await todos()).map(({ sourceId }) => sourceId)
    expect(new Set(sources).size).toBe(2)
  })

  it('has it finished after passing signing on', async () => {
    const taskId = await startFlow()
    await pass(minuteMs)
    await onPage(`sign/${taskId}`, { signer: 'lisi', action: 'pass-on', to: 'qianqi' })
    await pass(20 * minuteMs)
    expect(await states()).toEqual(['lisi done'])
  })

  it('has it finished, like all others, when somebody refuses', async () => {
    const taskId = await startFlow({ signers: [lisi, { ...wangwu, order: 1 }] })
    await pass(minuteMs)
    expect((await states()).toSorted()).toEqual(['lisi open', 'wangwu open'])
    await onPage(`sign/${taskId}`, { signer: 'lisi', action: 'refuse', reason: '金额不符' })
    await pass(20 * minuteMs)
    expect((await states()).toSorted()).toEqual(['lisi done', 'wangwu done'])
  })

  it('has one to-do when the answer was lost, or another call creates it', async () => {
    const lockError = { code: 'todo.taskCreate.lockError', message: 'lock error', requestid: 'X' }
    const match = 'POST /v1.0/todo/users/sandbox-union-zhangsan/tasks'
    await app.control('POST', '/faults', { match, status: 400, body: lockError, times: 1 })
    await app.control('POST', '/faults', { match, status: 502, body: '<html></html>', times: 1 })
    const taskId = await startFlow()
    await pass(hourMs)
    expect(await states()).toEqual(['lisi open'])
    const calls = await app.calls('/v1.0/todo/')
    expect(calls.length).toBeGreaterThan(2)
    const exists = { code: 'todo.taskCreate.paramError', message: 'task exist', requestid: 'X' }
    await app.control('POST', '/faults', { match, status: 400, body: exists, times: 1 })
    await advance(taskId)
    await pass(hourMs)
    expect(await states()).toEqual(['lisi done'])
  })

  it('has it finished even when its creation was not answered before the turn ended', async () => {
    const match = 'POST /v1.0/todo/users/sandbox-union-zhangsan/tasks'
    await app.control('POST', '/faults', { match, status: 502, body: '<html></html>', times: 1 })
    const taskId = await startFlow()
    now += minuteMs
    await app.proxy.readDue()
    // Another reading of the new flow may be under way, and be the one that puts the row.
    const [row] = await vi.waitFor(async () => {
      const rows = await app.store.jobs.ofFlow(sandboxCorpId, taskId, 'todo')
      expect(rows).toHaveLength(1)
      return rows
    })
    await app.proxy.sendDue()
    await makeInPlace(row?.key ?? '')
    await advance(taskId)
    await app.get(`/api/flows/${taskId}`)
    await pass(hourMs)
    expect(await states()).toEqual(['lisi done', 'wangwu open'])
  })

  it('has none from an instance whose claim has ended, as nobody would finish it', async () => {
    const { jobs } = app.store
    // Another instance has taken the row over, and found that the turn is over.
    vi.spyOn(jobs, 'begin').mockImplementation(async (row) => {
      await jobs.settle(row, { state: 'dropped', reason: 'turn-over' }, now)
      return false
    })
    await startFlow()
    await pass(hourMs)
    expect(await todos()).toEqual([])
  })

  it('has none after leaving the organisation', async () => {
    const taskId = await startFlow()
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/lisi`)
    await pass(hourMs)
    expect(await todos()).toEqual([])
    const [row] = (await app.store.jobs.ofFlow(sandboxCorpId, taskId, 'todo')) ?? []
    expect(row).toMatchObject({ state: 'failed', reason: 'person-unknown' })
  })

  it('is its creator when the initiator has left', async () => {
    await startFlow()
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/zhangsan`)
    await pass(hourMs)
    expect(await todos()).toMatchObject([{ creatorId: 'sandbox-union-lisi' }])
  })

  it('is its creator when the initiator has left after an earlier turn', async () => {
    const taskId = await startFlow()
    await pass(minuteMs)
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/zhangsan`)
    await advance(taskId)
    await pass(hourMs)
    expect(await todos()).toMatchObject([
      { creatorId: 'sandbox-union-zhangsan', done: true },
      { creatorId: 'sandbox-union-wangwu', done: false },
    ])
  })

  it('has it with a deadline that another system registers later', async () => {
    const taskId = await startFlow()
    await pass(minuteMs)
    const deadline = now + 9 * dayMs
    await app.store.registry.registrations.record(sandboxCorpId, {
      taskId,
      title: null,
      deadline,
      initiatorUserId: null,
      people: null,
      signedAt: now,
      at: now,
    })
    await pass(10 * minuteMs)
    expect(await todos()).toMatchObject([{ dueTime: deadline }])
  })

  it('has it once the permission is granted, and everything else works without it', async () => {
    const missingScopes = ['Todo.Todo.Write']
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    const taskId = await startFlow()
    await pass(hourMs)
    expect(await todos()).toEqual([])
    expect((await app.get(`/api/flows/${taskId}`)).status).toBe(200)
    const groups = await app.store.outbox.groups(sandboxCorpId, 0)
    const heldUp = groups.filter(({ kind, state }) => kind === 'todo' && state === 'waiting')
    expect(heldUp).toMatchObject([{ reason: 'permission-missing', detail: 'Todo.Todo.Write' }])
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: [] })
    await pass(6 * hourMs)
    expect(await states()).toEqual(['lisi open'])
  })

  it('has none for a turn that ended before the permission was granted', async () => {
    const missingScopes = ['Todo.Todo.Write']
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    const taskId = await startFlow()
    await pass(hourMs)
    await advance(taskId)
    await pass(2 * hourMs)
    await app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes: [] })
    await pass(9 * hourMs)
    expect(await states()).toEqual(['wangwu open'])
  })
})

describe('where to-dos are turned off', () => {
  withApp({ ...internal, DINGTALK_TODOS: 'off' })

  it('nobody has one', async () => {
    await startFlow()
    await pass(hourMs)
    expect(await app.calls('/v1.0/todo/')).toEqual([])
  })
})

async function processes() {
  return processesSchema.parse(await app.control('GET', '/processes'))
}

describe('after the settings have changed', () => {
  const withProcesses = { ...internal, DINGTALK_PROCESS_CENTRE: 'on' }
  const withNothing = { ...internal, DINGTALK_TODOS: 'off' }

  async function startWith(env: Record<string, string>): Promise<string> {
    await startApp(env)
    await reset()
    const taskId = await startFlow({ deadline: now + 30 * dayMs })
    await pass(minuteMs)
    return taskId
  }

  /** Restarts with other settings and rereads every flow in progress. */
  async function change(env: Record<string, string>): Promise<void> {
    await app.restart(settings(env))
    await pass(2 * dayMs)
  }

  async function tasks(): Promise<string[]> {
    const { instances } = await processes()
    return instances.map((one) => {
      const each = one.tasks.map(({ userId, status }) => `${userId} ${status}`)
      return [one.status, ...each].join(', ')
    })
  }

  afterEach(() => app.close())

  it('a turn that lasts has a task in place of its to-do', async () => {
    const taskId = await startWith(internal)
    await change(withProcesses)
    expect(await states()).toEqual(['lisi done'])
    expect(await tasks()).toEqual(['RUNNING, lisi RUNNING'])
    await advance(taskId)
    await advance(taskId)
    await pass(2 * dayMs)
    expect(await states()).toHaveLength(1)
    expect(await tasks()).toEqual(['COMPLETED, lisi COMPLETED'])
  })

  it('a turn that lasts has a to-do in place of its task, and the other way round again', async () => {
    await startWith(withProcesses)
    await change(internal)
    expect(await tasks()).toEqual(['TERMINATED, lisi CANCELED'])
    expect(await states()).toEqual(['lisi open'])
    await change(withProcesses)
    expect(await states()).toEqual(['lisi done'])
    const [, again] = await tasks()
    expect(again).toBe('RUNNING, lisi RUNNING')
    await pass(4 * dayMs)
    expect(await tasks()).toHaveLength(2)
  })

  it('a turn that lasts has neither where both are off, and has it once one is on', async () => {
    const taskId = await startWith(internal)
    await change(withNothing)
    expect(await states()).toEqual(['lisi done'])
    await advance(taskId)
    await pass(2 * dayMs)
    expect(await states()).toEqual(['lisi done'])
    await change(internal)
    expect(await states()).toEqual(['lisi done', 'wangwu open'])
  })

  it('what ends at the same time is finished, and nothing is made', async () => {
    const taskId = await startWith(withProcesses)
    await advance(taskId)
    await advance(taskId)
    await change(withNothing)
    expect(await tasks()).toEqual(['COMPLETED, lisi COMPLETED'])
    expect(await states()).toEqual([])
  })

  it('a to-do that waits for a permission is not made any more', async () => {
    await startApp()
    await reset()
    const missing = (missingScopes: string[]) =>
      app.control('PATCH', `/corps/${sandboxCorpId}`, { missingScopes })
    await missing(['Todo.Todo.Write'])
    await startFlow()
    await pass(minuteMs)
    await missing([])
    await change(withNothing)
    expect(await todos()).toEqual([])
  })

  it('a third-party app makes the task that its desk advises', async () => {
    await startWith({ ...thirdParty, DINGTALK_TODOS: 'on' })
    await change({ ...thirdParty, DINGTALK_PROCESS_CENTRE: 'on' })
    expect(await tasks()).toEqual(['RUNNING, lisi RUNNING'])
    const groups = await app.store.outbox.groups(sandboxCorpId, 0)
    expect(groups.filter(({ kind }) => kind === 'todo')).toEqual([])
  })
})

describe('a third-party app', () => {
  withApp({ ...thirdParty, DINGTALK_TODOS: 'on' })

  it('sees on the desk that DingTalk offers it no to-dos', async () => {
    await startFlow()
    await pass(hourMs)
    const groups = await app.store.outbox.groups(sandboxCorpId, 0)
    expect(groups.filter(({ kind }) => kind === 'todo')).toMatchObject([
      { state: 'waiting', reason: 'process-centre-off', detail: null },
    ])
  })
})

describe('in the process centre', () => {
  withApp({ ...thirdParty, DINGTALK_PROCESS_CENTRE: 'on' })

  it('a flow is one process with a task per turn', async () => {
    const taskId = await startFlow()
    await pass(minuteMs)
    await advance(taskId)
    await pass(20 * minuteMs)
    const process = { title: '采购合同 2027', originatorUserId: 'zhangsan' }
    const first = { userId: 'lisi', status: 'COMPLETED', result: 'AGREE' }
    expect((await processes()).instances).toMatchObject([
      { ...process, status: 'RUNNING', tasks: [first, { userId: 'wangwu', status: 'RUNNING' }] },
    ])
    await advance(taskId)
    await pass(hourMs)
    const second = { userId: 'wangwu', status: 'COMPLETED', result: 'AGREE' }
    expect(await processes()).toMatchObject({
      templates: [{ name: '合同签署进度' }],
      instances: [{ ...process, status: 'COMPLETED', result: 'agree', tasks: [first, second] }],
    })
    expect(await app.calls('/v1.0/todo/')).toEqual([])
  })

  it('a flow that lasts for months still has one process', async () => {
    const taskId = await startFlow({ deadline: now + 2 * longMs })
    await pass(minuteMs)
    await pass(longMs)
    await dropAll()
    await advance(taskId)
    await pass(2 * dayMs)
    expect((await processes()).instances).toMatchObject([
      {
        tasks: [
          { userId: 'lisi', status: 'COMPLETED' },
          { userId: 'wangwu', status: 'RUNNING' },
        ],
      },
    ])
  })

  it('all flows use one template, which is created again when it was removed', async () => {
    await startFlow()
    await pass(hourMs)
    await reset()
    await Promise.all([startFlow(), startFlow()])
    await pass(hourMs)
    const { templates, instances } = await processes()
    expect(templates).toHaveLength(1)
    expect(instances).toHaveLength(2)
  })

  it('a process ends when e签宝 no longer knows its flow', async () => {
    const taskId = await startFlow()
    await pass(hourMs)
    const body = { code: 'flowNotExists', message: '流程信息不存在' }
    await app.control('POST', '/faults', { match: taskId, status: 400, body, times: 1000 })
    await pass(2 * dayMs)
    const tasks = [{ userId: 'lisi', status: 'CANCELED' }]
    expect((await processes()).instances).toMatchObject([{ status: 'TERMINATED', tasks }])
  })

  it('a process whose start was not answered is not started again', async () => {
    const match = 'POST /v1.0/workflow/processCentres/instances'
    await app.control('POST', '/faults', { match, status: 502, body: '<html></html>', times: 1 })
    const taskId = await startFlow()
    await pass(hourMs)
    const [row] = (await app.store.jobs.ofFlow(sandboxCorpId, taskId, 'process-start')) ?? []
    expect(row).toMatchObject({ state: 'unknown' })
    await advance(taskId)
    await pass(hourMs)
    const calls = await app.calls('/processCentres/instances')
    expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('a process is of the person whose turn it is when its initiator has left', async () => {
    const taskId = await startFlow()
    await app.control('DELETE', `/corps/${sandboxCorpId}/people/zhangsan`)
    await pass(hourMs)
    const tasks = [{ userId: 'lisi', status: 'RUNNING' }]
    expect((await processes()).instances).toMatchObject([{ originatorUserId: 'lisi', tasks }])
    await advance(taskId)
    await pass(hourMs)
    expect((await processes()).instances).toMatchObject([
      { tasks: [{ userId: 'lisi' }, { userId: 'wangwu', status: 'RUNNING' }] },
    ])
  })

  it('a process that was refused is started at the next turn', async () => {
    const body = { code: 'param.error', message: 'no', requestid: 'X' }
    const match = 'POST /v1.0/workflow/processCentres/instances'
    await app.control('POST', '/faults', { match, status: 400, body })
    const taskId = await startFlow()
    await pass(hourMs)
    expect((await processes()).instances).toEqual([])
    await app.control('DELETE', '/faults')
    await advance(taskId)
    await pass(hourMs)
    const tasks = [{ userId: 'wangwu', status: 'RUNNING' }]
    expect((await processes()).instances).toMatchObject([{ originatorUserId: 'zhangsan', tasks }])
  })

  it('a process that was refused is started for another person while templates cannot be read', async () => {
    await startFlow()
    await pass(hourMs)
    const processCentres = '/v1.0/workflow/processCentres'
    const body = { code: 'param.error', message: 'no', requestid: 'X' }
    const refused = { match: `POST ${processCentres}/instances`, status: 400, body, times: 1 }
    const failing = {
      match: `GET ${processCentres}/schemaNames`,
      status: 502,
      body: '<html></html>',
    }
    await app.control('POST', '/faults', refused)
    await app.control('POST', '/faults', failing)
    await startFlow()
    await pass(hourMs)
    expect((await processes()).instances).toMatchObject([
      { originatorUserId: 'zhangsan' },
      { originatorUserId: 'lisi', tasks: [{ userId: 'lisi', status: 'RUNNING' }] },
    ])
  })

  it('waits until tomorrow when the daily limit is reached', async () => {
    const body = { code: 'integrated.qps.exceed', message: 'limit', requestid: 'X' }
    const match = 'POST /v1.0/workflow/processCentres/instances'
    await app.control('POST', '/faults', { match, status: 400, body, times: 1 })
    await startFlow()
    await pass(hourMs)
    expect((await processes()).instances).toEqual([])
    await pass(dayMs)
    expect((await processes()).instances).toMatchObject([{ tasks: [{ userId: 'lisi' }] }])
  })
})
