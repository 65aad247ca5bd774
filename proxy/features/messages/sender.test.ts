import { beforeEach, expect, it } from 'vitest'
import { createJobWorker } from '#proxy/base/jobs/job-worker.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createDayLimit } from './day-limit.ts'
import { LocalTime } from '#proxy/base/local-time.ts'
import { sendingHandlers, type Sender } from './sender.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** 10:00 in Shanghai. */
const morning = Date.UTC(2026, 10, 26, 2)

let store: Store
let corpId: string
let now: number
let sent: string[]
let counted: string[]

withStore((opened) => (store = opened))

beforeEach(() => {
  corpId = newCorp()
  now = morning
  sent = []
  counted = []
})

const localTime = new LocalTime('Asia/Shanghai', { from: 22, until: 8 })

/**
 * @param disturbs see `Sender`
 * @param perDay how many messages of these two kinds a person gets per day
 */
function workerOf(disturbs = true, perDay = 1000) {
  const kinds = [corpId, `other ${corpId}`]
  const sender: Sender = {
    isRepeatable: false,
    disturbs: () => disturbs,
    async run({ key }, { begin }) {
      await begin()
      sent.push(key)
      return {}
    },
  }
  const { jobs, outbox } = store
  return createJobWorker({
    jobs,
    handlers: sendingHandlers(Object.fromEntries(kinds.map((kind) => [kind, sender])), {
      times: { timeOf: () => Promise.resolve(localTime) },
      dayLimit: createDayLimit({ outbox, perDay, kinds }),
      count: (_kind, outcome) => counted.push(outcome),
    }),
    log: createLogger('silent'),
    now: () => now,
  })
}

/** A message whose kind belongs to the current test only. */
function message(key: string, more: Partial<NewJob> = {}): NewJob {
  const of = { corpId, kind: corpId, key, userId: 'lisi', taskId: 'PRO-1' }
  return { ...of, payload: null, dueAt: now, ...more }
}

async function stateOf(key: string) {
  const found = await store.jobs.find(corpId, key)
  return found === null ? null : { state: found.state, reason: found.reason }
}

it('a message that is due in quiet hours is sent at their end', async () => {
  const worker = workerOf()
  now = morning + 12.5 * hourMs
  await store.jobs.put([message('at-night')], now)
  await worker.doDue()
  expect(await stateOf('at-night')).toEqual({ state: 'waiting', reason: 'quiet-hours' })
  const found = await store.jobs.find(corpId, 'at-night')
  expect(found).toMatchObject({ dueAt: morning + 22 * hourMs, tries: 0 })
  now = morning + 22 * hourMs
  await worker.doDue()
  expect(sent).toEqual(['at-night'])
})

it('what disturbs nobody is sent in quiet hours', async () => {
  now = morning + 13 * hourMs
  await store.jobs.put([message('closing')], now)
  await workerOf(false).doDue()
  expect(sent).toEqual(['closing'])
  expect(counted).toEqual(['sent'])
})

it("messages beyond a person's daily limit are postponed to later days", async () => {
  const worker = workerOf(true, 2)
  for (const key of ['a', 'b', 'c', 'd', 'e'])
    await store.jobs.put([message(key)], now).then(() => worker.doDue())
  expect(sent).toEqual(['a', 'b'])
  now += 12 * hourMs
  await worker.doDue()
  expect(sent).toEqual(['a', 'b'])
  now = morning + dayMs
  await worker.doDue()
  expect(sent.length).toBeGreaterThanOrEqual(4)
})

it('messages of all kinds and reminders by hand count toward the daily limit', async () => {
  const worker = workerOf(true, 3)
  const other = (key: string) => message(key, { kind: `other ${corpId}` })
  const reminders = store.registry.reminders
  await store.registry.flows.recordReading(corpId, reading('PRO-1'))
  const recipients = [{ userId: 'lisi', name: '李四' }]
  const of = { corpId, taskId: 'PRO-1', userId: 'zhangsan', name: '张三', at: now }
  const claim = await reminders.claim({ ...of, recipients }, 0)
  for (const each of [message('a'), other('b'), message('c'), message('d', { userId: 'wangwu' })])
    await store.jobs.put([each], now).then(() => worker.doDue())
  expect(sent).toEqual(['a', 'b', 'd'])
  expect(await stateOf('c')).toEqual({ state: 'waiting', reason: 'daily-limit' })
  if ('id' in claim) await reminders.withdraw(claim.id)
  await store.jobs.put([message('e')], now)
  await worker.doDue()
  expect(sent).toEqual(['a', 'b', 'd', 'e'])
})
