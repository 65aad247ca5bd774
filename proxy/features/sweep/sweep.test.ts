import { afterEach, describe, expect, it } from 'vitest'
import { sandboxCorpId } from '#sandbox/played.ts'
import { flowListSchema } from '#shared/schemas/flow/flow-list.ts'
import type { StoreEvent } from '#proxy/base/store/events.ts'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import { newDatabase } from '#proxy/base/store/testing/new-database.ts'
import { person } from '#proxy/base/store/testing/samples.ts'
import type { NewPerson } from '#proxy/base/store/flows/flow-types.ts'
import { internal } from '#proxy/testing/sandbox-apps.ts'
import { startSandboxedProxy, type SandboxedProxy } from '#proxy/testing/sandboxed-proxy.ts'
import { startTestProxy } from '#proxy/testing/test-proxy.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** 10:00 in Shanghai. */
const morning = Date.UTC(2027, 2, 1, 2)

const signing = 'PRO-SANDBOX-SIGNING'
const inFlight = [signing, 'PRO-SANDBOX-SEAL-APPROVAL', 'PRO-SANDBOX-EXTERNAL']

let app: SandboxedProxy
let now = morning
const clock = () => now

async function startApp(
  env: Record<string, string> = {},
  more: Parameters<typeof startSandboxedProxy>[1] = {},
): Promise<void> {
  now = morning
  const settings = { ...internal, DINGTALK_TODOS: 'off', ...env }
  const clocks = { now: clock, monotonic: clock, ...more }
  app = await startSandboxedProxy(settings, clocks, { now: clock })
}

afterEach(() => app.close())

/** Records that 张三 has started flows here; the sandbox has them. */
async function start(
  taskIds: readonly string[] = [signing],
  people: readonly NewPerson[] = [],
): Promise<void> {
  for (const taskId of taskIds)
    await app.store.registry.flows.recordStart(sandboxCorpId, {
      taskId,
      title: null,
      status: 'signing',
      initiator: { userId: 'zhangsan', name: '张三', organization: null },
      people,
      deadline: null,
      startedAt: now,
    })
}

/** The number of readings so far. */
async function readings(): Promise<number> {
  return (await app.calls('/flowTasks/')).filter(({ path }) => /flowTasks\/[^/]+$/.test(path))
    .length
}

/** Rereads due flows as time passes. */
async function pass(ms: number, proxies = [app.proxy]): Promise<void> {
  const until = now + ms
  while (now < until) {
    now = Math.min(now + Math.max(minuteMs, ms / 12), until)
    await Promise.all(proxies.map((proxy) => proxy.readDue()))
  }
}

describe('a flow without visits', () => {
  it('is still right in lists, and open pages get its events', async () => {
    await startApp({ FLOW_ACCESS: 'participants' })
    await start()
    const heard: StoreEvent[] = []
    app.store.events.subscribe((event) => void heard.push(event))
    await pass(minuteMs)
    for (let moved = 0; moved < 4; moved += 1)
      await app.control('POST', `/flows/${signing}/advance`)
    await pass(2 * dayMs)
    await app.signIn('zhangsan')
    const answer = await app.get('/api/flows?scope=started')
    const { flows } = flowListSchema.parse(await answer.json())
    expect(flows).toMatchObject([{ taskId: signing, status: 'completed' }])
    expect(heard).toContainEqual(
      expect.objectContaining({ type: 'flow-changed', corpId: sandboxCorpId, taskId: signing }),
    )
    const before = await readings()
    await pass(9 * dayMs)
    expect(await readings()).toBe(before)
  })

  it('waits for nobody when e签宝 no longer knows it, and is not reread', async () => {
    await startApp({ FLOW_ACCESS: 'participants' })
    await start([signing], [person('lisi', '李四')])
    await pass(minuteMs)
    const waiting = async () => {
      await app.signIn('lisi')
      const answer = await app.get('/api/flows?scope=waiting')
      return flowListSchema.parse(await answer.json()).flows.map(({ taskId }) => taskId)
    }
    expect(await waiting()).toEqual([signing])
    const body = { code: 'flowNotExists', message: '流程信息不存在' }
    await app.control('POST', '/faults', { match: signing, status: 400, body, times: 100 })
    await pass(dayMs)
    expect(await waiting()).toEqual([])
    const before = await readings()
    await pass(9 * dayMs)
    expect(await readings()).toBe(before)
  })

  it('is read less and less often', async () => {
    await startApp()
    await start()
    await pass(hourMs)
    const first = await readings()
    expect(first).toBeGreaterThan(1)
    await pass(dayMs)
    const second = await readings()
    await pass(dayMs)
    expect((await readings()) - second).toBeLessThanOrEqual(2)
    expect(second).toBeLessThan(12)
  })

  it('is read once, however many instances there are', async () => {
    const databaseUrl = await newDatabase()
    await startApp({}, { store: await openStore({ databaseUrl }) })
    const other = await startTestProxy(app.sandboxUrl, internal, {
      store: await openStore({ databaseUrl }),
      now: clock,
    })
    await start(inFlight)
    now += minuteMs
    await Promise.all([app.proxy, other, app.proxy, other].map((proxy) => proxy.readDue()))
    expect(await readings()).toBe(inFlight.length)
    await other.close()
  })
})

describe('the calls of a day', () => {
  const callsOfFlow = 3

  async function calls(): Promise<number> {
    return (await app.calls('/esign/')).length
  }

  /** Starts flows that e签宝 does not have, one after the other. */
  async function startMany(count: number, pauseMs: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      await start([`PRO-NOBODY-${now}`])
      await pass(pauseMs)
    }
  }

  it('are limited, and some are postponed', async () => {
    const allowed = 24
    await startApp({ SWEEP_CALLS_PER_DAY: String(allowed) })
    await start(inFlight)
    // Ten of the day's 24 hours have passed.
    await pass(hourMs)
    const atFirst = await calls()
    expect(atFirst).toBeGreaterThanOrEqual(inFlight.length * callsOfFlow)
    expect(atFirst).toBeLessThanOrEqual(15)
    await startMany(12, hourMs)
    const today = await calls()
    expect(today).toBeLessThanOrEqual(allowed)
    expect(today).toBeGreaterThan(allowed - callsOfFlow)
    await pass(5 * hourMs)
    expect(await calls()).toBeGreaterThan(allowed)
  })

  it('are counted when they fail and are retried', async () => {
    const allowed = 16
    await startApp({ SWEEP_CALLS_PER_DAY: String(allowed) })
    now += 13.5 * hourMs
    const fault = { match: 'GET /v2.0/esign/', status: 502, body: '<html></html>' }
    await app.control('POST', '/faults', { ...fault, times: 1000 })
    await startMany(4, 5 * minuteMs)
    const made = await calls()
    expect(made).toBeLessThanOrEqual(allowed)
    expect(made).toBeGreaterThan(allowed - callsOfFlow)
  })

  it('are counted where messages need them', async () => {
    // Without quiet hours, as news is prepared only when it may be sent.
    await startApp({ SWEEP_CALLS_PER_DAY: '9', QUIET_HOURS: '0-0' })
    await start(inFlight)
    await pass(minuteMs)
    now += 3 * dayMs + 13 * hourMs
    const before = await calls()
    await app.proxy.sendDue()
    const forMessages = (await calls()) - before
    expect(forMessages).toBeGreaterThanOrEqual(2 * callsOfFlow)
    await startMany(2, 5 * minuteMs)
    expect((await calls()) - before).toBeLessThanOrEqual(9)
    await pass(hourMs)
    expect((await calls()) - before).toBeGreaterThan(9)
  })

  it('are zero when set to zero', async () => {
    await startApp({ SWEEP_CALLS_PER_DAY: '0' })
    await start()
    await pass(dayMs)
    expect(await calls()).toBe(0)
  })
})
