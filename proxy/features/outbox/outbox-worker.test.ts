import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callFailed } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { createLogger } from '#proxy/base/log.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { canCall, withinAllowance } from '#proxy/base/limits/call-allowance.ts'
import {
  onBehalfOf,
  presentRequester,
  Requester,
  serverRequester,
} from '#proxy/base/limits/requester.ts'
import { StoreError } from '#proxy/base/store/database.ts'
import type { NewRow } from '#proxy/base/store/outbox/outbox-row.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createDayLimit } from './day-limit.ts'
import { LocalTime } from './local-time.ts'
import { createOutboxWorker, type OutboxWorker } from './outbox-worker.ts'
import type { Sender } from './sender.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** 10:00 in Shanghai. */
const morning = Date.UTC(2026, 10, 26, 2)

let store: Store
let corpId: string
let now: number
let sent: string[]
const workers: OutboxWorker[] = []

withStore((opened) => (store = opened))

beforeEach(() => {
  corpId = newCorp()
  now = morning
  sent = []
})

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()))
})

function senderOf(send: Sender['send'], more: Partial<Sender> = {}): Sender {
  return { guarded: false, disturbs: () => true, send, ...more }
}

const recording = senderOf(async (each, { begin }) => {
  await begin()
  sent.push(each.key)
  return { result: { of: each.key } }
})

const localTime = new LocalTime('Asia/Shanghai', { from: 22, until: 8 })

/**
 * @param leaseMs see `OutboxWorkerParts`
 * @param perDay how many messages of these two kinds a person gets per day
 * @param endMs see `OutboxWorkerParts`
 */
function workerOf(
  message: Sender,
  leaseMs = minuteMs,
  perDay = 1000,
  endMs = 10_000,
): OutboxWorker {
  const kinds = [corpId, `other ${corpId}`]
  const { outbox } = store
  const worker = createOutboxWorker({
    outbox,
    senders: Object.fromEntries(kinds.map((kind) => [kind, message])),
    times: { timeOf: () => Promise.resolve(localTime) },
    dayLimit: createDayLimit({ outbox, localTime, perDay, kinds }),
    log: createLogger('silent'),
    now: () => now,
    leaseMs,
    endMs,
  })
  workers.push(worker)
  return worker
}

/** A row whose kind belongs to the current test only. */
function row(key: string, more: Partial<NewRow> = {}): NewRow {
  return {
    corpId,
    kind: corpId,
    key,
    userId: 'lisi',
    taskId: 'PRO-1',
    payload: null,
    dueAt: now,
    ...more,
  }
}

async function stateOf(key: string) {
  const found = await store.outbox.find(corpId, key)
  return found === null ? null : { state: found.state, reason: found.reason }
}

describe('a row of the outbox', () => {
  it('is sent for the server and without a limit of calls, whatever work puts it', async () => {
    const seen: unknown[] = []
    const worker = workerOf(
      senderOf(async ({ key }) => {
        seen.push(key, canCall(), [...presentRequester().keys()])
        return { result: null }
      }),
    )
    worker.start()
    const put = () => store.outbox.put([row('key')], now)
    await onBehalfOf(new Requester('lisi'), () => withinAllowance(0, put, async () => {}))
    await vi.waitFor(async () => expect(await stateOf('key')).toMatchObject({ state: 'sent' }))
    expect(seen).toEqual(['key', true, [...serverRequester.keys()]])
  })

  it('is sent once, however many workers there are and however often it is put', async () => {
    const all = [workerOf(recording), workerOf(recording), workerOf(recording)]
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`)
    await Promise.all(
      keys.flatMap((key) => [row(key), row(key)]).map((each) => store.outbox.put([each], now)),
    )
    await Promise.all(all.map((worker) => worker.sendDue()))
    expect(sent.toSorted()).toEqual(keys.toSorted())
    expect(await store.outbox.find(corpId, 'key-7')).toMatchObject({
      state: 'sent',
      result: { of: 'key-7' },
      tries: 1,
    })
    await store.outbox.put([row('key-7')], now)
    await workerOf(recording).sendDue()
    expect(sent).toHaveLength(keys.length)
  })

  it('is sent when it is due, and not in quiet hours', async () => {
    const worker = workerOf(recording)
    now = morning + 11.5 * hourMs
    await store.outbox.put([row('at-night', { dueAt: now + hourMs })], now)
    await worker.sendDue()
    expect(sent).toEqual([])
    now += hourMs
    await worker.sendDue()
    expect(await stateOf('at-night')).toEqual({ state: 'waiting', reason: 'quiet-hours' })
    const found = await store.outbox.find(corpId, 'at-night')
    expect(found).toMatchObject({ dueAt: morning + 22 * hourMs, tries: 0 })
    now = morning + 22 * hourMs
    await worker.sendDue()
    expect(sent).toEqual(['at-night'])
  })

  it('is sent in quiet hours when it disturbs nobody', async () => {
    now = morning + 13 * hourMs
    await store.outbox.put([row('closing')], now)
    await workerOf({ ...recording, disturbs: () => false }).sendDue()
    expect(sent).toEqual(['closing'])
  })

  it('is sent in order within its lane, and not held up by a failed one', async () => {
    const keys = ['first', 'second', 'third']
    for (const key of keys)
      await store.outbox.put(
        [row(key, { lane: 'to-do', dueAt: key === 'first' ? now : now - minuteMs })],
        now,
      )
    const failing = senderOf((each) => {
      sent.push(each.key)
      if (each.key === 'first') throw new ProblemError('outside-app-scope', 'outside')
      return Promise.resolve({})
    })
    await Promise.all([workerOf(failing).sendDue(), workerOf(failing).sendDue()])
    await workerOf(failing).sendDue()
    expect(sent).toEqual(keys)
    expect(await stateOf('first')).toEqual({ state: 'failed', reason: 'person-outside' })
  })

  it("is postponed to later days beyond a person's daily limit", async () => {
    const worker = workerOf(recording, minuteMs, 2)
    const keys = ['a', 'b', 'c', 'd', 'e']
    for (const key of keys) await store.outbox.put([row(key)], now).then(() => worker.sendDue())
    expect(sent).toEqual(['a', 'b'])
    now += 12 * hourMs
    await worker.sendDue()
    expect(sent).toEqual(['a', 'b'])
    now = morning + dayMs
    await worker.sendDue()
    expect(sent.length).toBeGreaterThanOrEqual(4)
  })

  it('counts toward the daily limit with other kinds, and with reminders by hand', async () => {
    const worker = workerOf(recording, minuteMs, 3)
    const other = (key: string) => row(key, { kind: `other ${corpId}` })
    const reminders = store.registry.urges
    await store.registry.flows.recordReading(corpId, reading('PRO-1'))
    const recipients = [{ userId: 'lisi', name: '李四' }]
    const of = { corpId, taskId: 'PRO-1', userId: 'zhangsan', name: '张三', at: now }
    const claim = await reminders.claim({ ...of, recipients }, 0)
    for (const each of [row('a'), other('b'), row('c'), row('d', { userId: 'wangwu' })])
      await store.outbox.put([each], now).then(() => worker.sendDue())
    expect(sent).toEqual(['a', 'b', 'd'])
    expect(await stateOf('c')).toEqual({ state: 'waiting', reason: 'daily-limit' })
    if ('id' in claim) await reminders.withdraw(claim.id)
    await store.outbox.put([row('e')], now)
    await worker.sendDue()
    expect(sent).toEqual(['a', 'b', 'd', 'e'])
  })

  it('may put further rows when it is sent', async () => {
    const chaining = senderOf((each) => {
      sent.push(each.key)
      const put = each.key === 'cause' ? [row('effect', { dueAt: now + hourMs })] : []
      return Promise.resolve({ put })
    })
    await store.outbox.put([row('cause')], now)
    const worker = workerOf(chaining)
    await worker.sendDue()
    now += hourMs
    await worker.sendDue()
    expect(sent).toEqual(['cause', 'effect'])
  })
})

describe('a failed row', () => {
  it('is retried with growing waits, until it expires', async () => {
    let tries = 0
    const failing = senderOf(async (_row, { begin }) => {
      await begin()
      tries += 1
      // The error says that nothing was sent, so a retry is safe.
      throw new ProblemError('upstream-throttled', 'slowly')
    })
    const worker = workerOf(failing)
    await store.outbox.put([row('key', { expiresAt: now + hourMs })], now)
    await worker.sendDue()
    const first = await store.outbox.find(corpId, 'key')
    expect(first?.dueAt).toBeGreaterThan(now)
    await worker.sendDue()
    expect(tries).toBe(1)
    now = first?.dueAt ?? 0
    await worker.sendDue()
    expect(tries).toBe(2)
    const second = await store.outbox.find(corpId, 'key')
    expect((second?.dueAt ?? 0) - now).toBeGreaterThan((first?.dueAt ?? 0) - morning)
    now = morning + hourMs
    await worker.sendDue()
    expect(tries).toBe(2)
    expect(await stateOf('key')).toEqual({ state: 'failed', reason: 'unavailable' })
  })

  it('is not retried when its answer was lost and nothing prevents a duplicate', async () => {
    const losing = senderOf(async (each, { begin }) => {
      await begin()
      sent.push(each.key)
      throw callFailed('upstream-timeout', 'no answer', undefined)
    })
    await store.outbox.put([row('key')], now)
    await workerOf(losing).sendDue()
    expect(await stateOf('key')).toEqual({ state: 'unknown', reason: 'answer-lost' })
    now += dayMs
    await workerOf(losing).sendDue()
    expect(sent).toEqual(['key'])
  })

  it('is retried when something prevents a duplicate', async () => {
    const losing = senderOf(
      async (each, { begin }) => {
        await begin()
        sent.push(each.key)
        if (sent.length === 1) throw callFailed('upstream-timeout', 'no answer', undefined)
        return {}
      },
      { guarded: true },
    )
    await store.outbox.put([row('key')], now)
    const worker = workerOf(losing)
    await worker.sendDue()
    now += hourMs
    await worker.sendDue()
    expect(sent).toEqual(['key', 'key'])
    expect(await stateOf('key')).toEqual({ state: 'sent', reason: null })
  })

  it('holds up what is due of its kind when a permission is missing, until it is granted', async () => {
    let calls = 0
    let isMended = false
    const refused = senderOf(async (each, { begin }) => {
      await begin()
      calls += 1
      if (!isMended)
        throw new ProblemError('upstream-permission', 'no', { requiredScopes: ['Todo.Todo.Write'] })
      sent.push(each.key)
      return {}
    })
    const worker = workerOf(refused)
    await store.outbox.put([row('first')], now)
    await worker.sendDue()
    const later = row('later', { dueAt: now + minuteMs })
    const latest = row('latest', { dueAt: now + 20 * minuteMs })
    await store.outbox.put([later, latest], now)
    now += 10 * minuteMs
    await worker.sendDue()
    now += minuteMs
    await worker.sendDue()
    expect(calls).toBe(2)
    const groups = await store.outbox.groups(corpId, 0)
    expect(groups).toContainEqual(
      expect.objectContaining({
        kind: corpId,
        state: 'waiting',
        reason: 'permission-missing',
        detail: 'Todo.Todo.Write',
        count: 2,
      }),
    )
    isMended = true
    await store.outbox.hurry(corpId, now)
    await worker.sendDue()
    expect(sent.toSorted()).toEqual(['first', 'later'])
    now = latest.dueAt
    await worker.sendDue()
    expect(sent).toContain('latest')
  })
})

describe('a row whose instance has died', () => {
  it('is sent by another instance when upstream was not asked yet', async () => {
    await store.outbox.put([row('key')], now)
    const claimed = await store.outbox.claim({
      kinds: [corpId],
      exceptCorps: [],
      claim: 'gone',
      leaseMs: -1,
      now,
    })
    expect(claimed?.key).toBe('key')
    await workerOf(recording).sendDue()
    expect(sent).toEqual(['key'])
    if (claimed === null) throw new Error('nothing was claimed')
    expect(await store.outbox.begin(claimed, minuteMs)).toBe(false)
    expect(await store.outbox.settle(claimed, { state: 'failed' }, now)).toBe(false)
  })

  it.each([
    [true, 'sent'],
    [false, 'unknown'],
  ])('during its call (guarded: %s) becomes %s', async (guarded, state) => {
    await store.outbox.put([row('key')], now)
    const asked = { kinds: [corpId], exceptCorps: [], claim: 'gone', now }
    const claimed = await store.outbox.claim({ ...asked, leaseMs: minuteMs })
    if (claimed === null) throw new Error('nothing was claimed')
    expect(await store.outbox.begin(claimed, -1)).toBe(true)
    await workerOf({ ...recording, guarded }).sendDue()
    expect(await stateOf('key')).toMatchObject({ state })
    expect(sent).toEqual(guarded ? ['key'] : [])
  })
})

it('ends while the database is unavailable and cannot record what was sent', async () => {
  await store.outbox.put([row('key')], now)
  const settling = vi.spyOn(store.outbox, 'settle').mockRejectedValue(new StoreError('away'))
  const worker = workerOf(recording, minuteMs, 1000, 20)
  void worker.sendDue()
  await vi.waitFor(() => expect(settling).toHaveBeenCalled())
  await worker.close()
  expect(sent).toEqual(['key'])
  settling.mockRestore()
})
