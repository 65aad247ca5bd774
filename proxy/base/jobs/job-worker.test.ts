import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '#proxy/base/log.ts'
import { canCall, withinAllowance } from '#proxy/base/limits/call-allowance.ts'
import {
  onBehalfOf,
  presentRequester,
  Requester,
  serverRequester,
} from '#proxy/base/limits/requester.ts'
import { StoreError } from '#proxy/base/store/database.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import type { JobFailure, JobHandler, JobResult } from './job-handler.ts'
import { createJobWorker, type JobWorker } from './job-worker.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const start = Date.UTC(2026, 10, 26)

let store: Store
let corpId: string
let now: number
let done: string[]
const workers: JobWorker[] = []

withStore((opened) => (store = opened))

beforeEach(() => {
  corpId = newCorp()
  now = start
  done = []
})

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.close()))
})

function handlerOf(run: JobHandler['run'], more: Partial<JobHandler> = {}): JobHandler {
  return { isRepeatable: false, run, failureOf, ...more }
}

const recording = handlerOf(async ({ key }, { begin }) => {
  await begin()
  done.push(key)
  return { result: { of: key } }
})

/** What a call failed with, for `failureOf`. */
class Failed extends Error {
  readonly failure: JobFailure

  constructor(failure: Partial<JobFailure>) {
    super('failed')
    const rest = { reason: 'unavailable', detail: null, waitMs: 0, isAnswerLost: false }
    this.failure = { kind: 'passing', ...rest, ...failure }
  }
}

function failureOf(error: unknown): JobFailure {
  if (error instanceof Failed) return error.failure
  throw error
}

/** @param more see `JobWorkerDeps` */
function workerOf(handler: JobHandler, more: { leaseMs?: number; endMs?: number } = {}): JobWorker {
  const worker = createJobWorker({
    jobs: store.jobs,
    handlers: { [corpId]: handler },
    log: createLogger('silent'),
    now: () => now,
    leaseMs: minuteMs,
    endMs: 10_000,
    ...more,
  })
  workers.push(worker)
  return worker
}

/** A job whose kind belongs to the current test only. */
function job(key: string, more: Partial<NewJob> = {}): NewJob {
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
  const found = await store.jobs.find(corpId, key)
  return found === null ? null : { state: found.state, reason: found.reason }
}

describe('a job', () => {
  it('is done for the server and without a limit of calls, whatever work puts it', async () => {
    const seen: unknown[] = []
    const worker = workerOf(
      handlerOf(async ({ key }) => {
        seen.push(key, canCall(), [...presentRequester().keys()])
        return { result: null }
      }),
    )
    worker.start()
    const put = () => store.jobs.put([job('key')], now)
    await onBehalfOf(new Requester('lisi'), () => withinAllowance(0, put, async () => {}))
    await vi.waitFor(async () => expect(await stateOf('key')).toMatchObject({ state: 'done' }))
    expect(seen).toEqual(['key', true, [...serverRequester.keys()]])
  })

  it('is done once, however many workers there are and however often it is put', async () => {
    const all = [workerOf(recording), workerOf(recording), workerOf(recording)]
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`)
    await Promise.all(
      keys.flatMap((key) => [job(key), job(key)]).map((each) => store.jobs.put([each], now)),
    )
    await Promise.all(all.map((worker) => worker.doDue()))
    expect(done.toSorted()).toEqual(keys.toSorted())
    expect(await store.jobs.find(corpId, 'key-7')).toMatchObject({
      state: 'done',
      result: { of: 'key-7' },
      tries: 1,
    })
    await store.jobs.put([job('key-7')], now)
    await workerOf(recording).doDue()
    expect(done).toHaveLength(keys.length)
  })

  it('is done when it is due, and not before what it has to wait for', async () => {
    const waitOf: JobHandler['waitOf'] = (_job, at) =>
      Promise.resolve(
        at < start + 2 * hourMs ? { dueAt: start + 2 * hourMs, reason: 'night' } : null,
      )
    const worker = workerOf({ ...recording, waitOf })
    await store.jobs.put([job('key', { dueAt: now + hourMs })], now)
    await worker.doDue()
    expect(await stateOf('key')).toEqual({ state: 'waiting', reason: null })
    now += hourMs
    await worker.doDue()
    expect(await stateOf('key')).toEqual({ state: 'waiting', reason: 'night' })
    const found = await store.jobs.find(corpId, 'key')
    expect(found).toMatchObject({ dueAt: start + 2 * hourMs, tries: 0 })
    now += hourMs
    await worker.doDue()
    expect(done).toEqual(['key'])
  })

  it('is done in order within its queue, and not held up by a failed one', async () => {
    const keys = ['first', 'second', 'third']
    for (const key of keys)
      await store.jobs.put(
        [job(key, { queue: 'to-do', dueAt: key === 'first' ? now : now - minuteMs })],
        now,
      )
    const failing = handlerOf((each) => {
      done.push(each.key)
      if (each.key === 'first') throw new Failed({ kind: 'refused', reason: 'person-outside' })
      return Promise.resolve({})
    })
    await Promise.all([workerOf(failing).doDue(), workerOf(failing).doDue()])
    await workerOf(failing).doDue()
    expect(done).toEqual(keys)
    expect(await stateOf('first')).toEqual({ state: 'failed', reason: 'person-outside' })
  })

  it('leaves slots for other corps and kinds, as a corp has four of a kind at once', async () => {
    const other = newCorp()
    const ends: (() => void)[] = []
    const slow = handlerOf(async ({ key }) => {
      done.push(key)
      await new Promise<void>((end) => void ends.push(end))
      return {}
    })
    const keys = ['1', '2', '3', '4', '5']
    await store.jobs.put(
      keys.map((key) => job(key)),
      now,
    )
    await store.jobs.put([job('other', { corpId: other, dueAt: now })], now)
    const all = workerOf(slow).doDue()
    await vi.waitFor(() => expect(done.toSorted()).toEqual(['1', '2', '3', '4', 'other']))
    ends.shift()?.()
    await vi.waitFor(() => expect(done).toContain('5'))
    for (const end of ends) end()
    await all
  })

  it('of a kind that an instance does one at a time waits for the one before it', async () => {
    const ends: (() => void)[] = []
    const slow = handlerOf(
      async ({ key }) => {
        done.push(key)
        await new Promise<void>((end) => void ends.push(end))
        return {}
      },
      { maxAtOnce: 1 },
    )
    for (const [index, key] of ['1', '2'].entries())
      await store.jobs.put([job(key, { corpId: newCorp(), dueAt: now - 2 + index })], now)
    const all = workerOf(slow).doDue()
    await vi.waitFor(() => expect(done).toEqual(['1']))
    const other = workerOf(recording).doDue()
    await vi.waitFor(() => expect(done).toEqual(['1', '2']))
    await other
    ends.shift()?.()
    await all
    expect(done).toEqual(['1', '2'])
  })

  it('may put further ones when it is done', async () => {
    const chaining = handlerOf((each) => {
      done.push(each.key)
      const put = each.key === 'cause' ? [job('effect', { dueAt: now + hourMs })] : []
      return Promise.resolve({ put })
    })
    await store.jobs.put([job('cause')], now)
    const worker = workerOf(chaining)
    await worker.doDue()
    now += hourMs
    await worker.doDue()
    expect(done).toEqual(['cause', 'effect'])
  })
})

describe('a job of which there is always one', () => {
  it('is done again at its time, by one of several instances', async () => {
    const daily = handlerOf(
      ({ key }) => {
        done.push(key)
        return Promise.resolve({ again: now + dayMs })
      },
      { firstMs: hourMs },
    )
    const all = [workerOf(daily), workerOf(daily), workerOf(daily)]
    for (const worker of all) worker.putRecurring()
    const find = () => store.jobs.find('', corpId)
    await vi.waitFor(async () => expect(await find()).toMatchObject({ dueAt: start + hourMs }))
    const doDue = () => Promise.all(all.map((worker) => worker.doDue()))
    await doDue()
    expect(done).toEqual([])
    now += hourMs
    await doDue()
    await doDue()
    expect(done).toEqual([corpId])
    expect(await find()).toMatchObject({ state: 'waiting', dueAt: now + dayMs, tries: 0 })
    now += dayMs
    await doDue()
    expect(done).toEqual([corpId, corpId])
  })

  it('is left to another instance when its own stops', async () => {
    const stopping = handlerOf(async (_job, { signal }) => {
      done.push('begun')
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return { later: now }
    })
    await store.jobs.put([job('key')], now)
    const worker = workerOf(stopping)
    worker.start()
    await vi.waitFor(() => expect(done).toEqual(['begun']))
    await worker.close()
    await workerOf(recording).doDue()
    expect(done.at(-1)).toBe('key')
  })
})

describe('a job that is put again', () => {
  const renewed = (key: string) => job(key, { renews: true, dueAt: now })

  it('is done again within two seconds if that happens right after it was done', async () => {
    const handlers = { [corpId]: recording }
    const log = createLogger('silent')
    const worker = createJobWorker({ jobs: store.jobs, handlers, log, now: Date.now })
    workers.push(worker)
    worker.start()
    const put = () => store.jobs.put([{ ...renewed('key'), dueAt: Date.now() }], Date.now())
    await put()
    await vi.waitFor(async () => {
      expect((await store.jobs.find(corpId, 'key'))?.state).toBe('done')
    })
    const renewedAt = performance.now()
    await put()
    await vi.waitFor(() => expect(done).toHaveLength(2), 6000)
    expect(performance.now() - renewedAt).toBeLessThan(1800)
  })

  it('is done again, at most once a second', async () => {
    const worker = workerOf(recording)
    for (let count = 0; count < 3; count += 1) {
      await store.jobs.put([renewed('key')], now)
      await worker.doDue()
    }
    expect(done).toEqual(['key'])
    now += 1000
    await worker.doDue()
    await worker.doDue()
    expect(done).toEqual(['key', 'key'])
    expect(await stateOf('key')).toMatchObject({ state: 'done' })
  })

  it('while it is being done is done once more, and never by two instances at once', async () => {
    let [atOnce, most] = [0, 0]
    const renewing = handlerOf(async ({ key }) => {
      most = Math.max(most, (atOnce += 1))
      done.push(key)
      if (done.length === 1) {
        // It may have been read before what it was put for.
        for (let count = 0; count < 3; count += 1) await store.jobs.put([renewed(key)], now)
        await workerOf(recording).doDue()
      }
      atOnce -= 1
      return {}
    })
    await store.jobs.put([renewed('key')], now)
    const all = [workerOf(renewing), workerOf(renewing)]
    const doDue = () => Promise.all(all.map((worker) => worker.doDue()))
    await doDue()
    expect(done).toEqual(['key'])
    expect(await stateOf('key')).toMatchObject({ state: 'waiting' })
    now += 1000
    await doDue()
    expect(done).toEqual(['key', 'key'])
    expect(most).toBe(1)
    expect(await store.jobs.find(corpId, 'key')).toMatchObject({ state: 'done', puts: 4, tries: 1 })
  })

  it('while it is being done is done once more, though it would be done again only later', async () => {
    const daily = handlerOf(async ({ key }) => {
      done.push(key)
      if (done.length === 1) await store.jobs.put([renewed(key)], now)
      return { again: now + dayMs }
    })
    const worker = workerOf(daily)
    await store.jobs.put([renewed('key')], now)
    await worker.doDue()
    expect(done).toEqual(['key'])
    now += 1000
    await worker.doDue()
    await worker.doDue()
    expect(done).toEqual(['key', 'key'])
    expect(await store.jobs.find(corpId, 'key')).toMatchObject({ dueAt: now + dayMs })
  })

  it('after a failure is tried within a second, and counts as behind until it is done', async () => {
    let isDown = true
    const failing = handlerOf(async ({ key }): Promise<JobResult> => {
      done.push(key)
      return isDown ? { retry: 'behind' } : {}
    })
    const worker = workerOf(failing)
    await store.jobs.put([renewed('key')], now)
    await worker.doDue()
    const waiting = await store.jobs.find(corpId, 'key')
    expect(waiting).toMatchObject({ state: 'waiting', reason: 'behind', tries: 1 })
    expect(waiting?.dueAt).toBeGreaterThan(now)
    expect(await store.jobs.behind([corpId])).toEqual({ count: 1, oldest: now })
    isDown = false
    await store.jobs.put([renewed('key')], now)
    now += 1000
    await worker.doDue()
    expect(done).toEqual(['key', 'key'])
    expect(await store.jobs.behind([corpId])).toEqual({ count: 0, oldest: null })
  })
})

describe('a failed job', () => {
  it('is retried with growing waits, until it expires', async () => {
    let tries = 0
    const failing = handlerOf(async (_job, { begin }) => {
      await begin()
      tries += 1
      throw new Failed({})
    })
    const worker = workerOf(failing)
    await store.jobs.put([job('key', { expiresAt: now + hourMs })], now)
    await worker.doDue()
    const first = await store.jobs.find(corpId, 'key')
    expect(first?.dueAt).toBeGreaterThan(now)
    await worker.doDue()
    expect(tries).toBe(1)
    now = first?.dueAt ?? 0
    await worker.doDue()
    expect(tries).toBe(2)
    const second = await store.jobs.find(corpId, 'key')
    expect((second?.dueAt ?? 0) - now).toBeGreaterThan((first?.dueAt ?? 0) - start)
    now = start + hourMs
    await worker.doDue()
    expect(tries).toBe(2)
    expect(await stateOf('key')).toEqual({ state: 'failed', reason: 'unavailable' })
  })

  it('is not retried when its answer was lost and nothing prevents a duplicate', async () => {
    const losing = handlerOf(async (each, { begin }) => {
      await begin()
      done.push(each.key)
      throw new Failed({ isAnswerLost: true })
    })
    await store.jobs.put([job('key')], now)
    await workerOf(losing).doDue()
    expect(await stateOf('key')).toEqual({ state: 'unknown', reason: 'answer-lost' })
    now += dayMs
    await workerOf(losing).doDue()
    expect(done).toEqual(['key'])
  })

  it('counts as possibly done when nothing says what its error means', async () => {
    const run: JobHandler['run'] = async (_job, { begin }) => {
      await begin()
      throw new Error('out of luck')
    }
    await store.jobs.put([job('key')], now)
    await workerOf({ isRepeatable: false, run }).doDue()
    expect(await stateOf('key')).toEqual({ state: 'unknown', reason: 'answer-lost' })
  })

  it('is retried when something prevents a duplicate', async () => {
    const losing = handlerOf(
      async (each, { begin }) => {
        await begin()
        done.push(each.key)
        if (done.length === 1) throw new Failed({ isAnswerLost: true })
        return {}
      },
      { isRepeatable: true },
    )
    await store.jobs.put([job('key')], now)
    const worker = workerOf(losing)
    await worker.doDue()
    now += hourMs
    await worker.doDue()
    expect(done).toEqual(['key', 'key'])
    expect(await stateOf('key')).toEqual({ state: 'done', reason: null })
  })

  it('holds up what is due of its kind when a permission is missing, until it is granted', async () => {
    let calls = 0
    let isMended = false
    const refused = handlerOf(async (each, { begin }) => {
      await begin()
      calls += 1
      if (!isMended)
        throw new Failed({ kind: 'held-up', reason: 'permission-missing', detail: 'Todo.Write' })
      done.push(each.key)
      return {}
    })
    const worker = workerOf(refused)
    await store.jobs.put([job('first')], now)
    await worker.doDue()
    const later = job('later', { dueAt: now + minuteMs })
    const latest = job('latest', { dueAt: now + 20 * minuteMs })
    await store.jobs.put([later, latest], now)
    now += 10 * minuteMs
    await worker.doDue()
    now += minuteMs
    await worker.doDue()
    expect(calls).toBe(2)
    const groups = await store.outbox.groups(corpId, 0)
    expect(groups).toContainEqual(
      expect.objectContaining({
        kind: corpId,
        state: 'waiting',
        reason: 'permission-missing',
        detail: 'Todo.Write',
        count: 2,
      }),
    )
    isMended = true
    await store.outbox.hurry(corpId, now)
    await worker.doDue()
    expect(done.toSorted()).toEqual(['first', 'later'])
    now = latest.dueAt
    await worker.doDue()
    expect(done).toContain('latest')
  })
})

describe('a job that takes long', () => {
  const asked = { exceptShares: [], leaseMs: minuteMs }

  it('has its claim extended until it has begun, by its own instance', async () => {
    const extend = vi.spyOn(store.jobs, 'extend')
    let end = () => {}
    const isLong = new Promise<void>((resolve) => (end = resolve))
    let go = () => {}
    const mayBegin = new Promise<void>((resolve) => (go = resolve))
    const slow = handlerOf(async ({ key }, { begin }) => {
      done.push(key)
      await mayBegin
      await begin()
      done.push('begun')
      await isLong
      return {}
    })
    await store.jobs.put([job('key')], now)
    const worker = workerOf(slow)
    const isDone = worker.doDue()
    await vi.waitFor(() => expect(done).toEqual(['key']))
    const again = worker.doDue()
    await vi.waitFor(() => expect(extend).toHaveBeenCalledOnce())
    expect(extend.mock.lastCall?.[0]).toMatchObject([{ key: 'key' }])
    go()
    await vi.waitFor(() => expect(done).toEqual(['key', 'begun']))
    end()
    await Promise.all([isDone, again])
    expect(extend).toHaveBeenCalledOnce()
    extend.mockRestore()
  })

  it('is lost to another instance if its claim has ended before', async () => {
    await store.jobs.put([job('key')], now)
    const of = { ...asked, kinds: [corpId], now }
    const first = await store.jobs.claim({ ...of, claim: 'first' })
    if (first === null) throw new Error('nothing was claimed')
    await store.jobs.extend([first], -1)
    await store.jobs.extend([first], minuteMs)
    expect(await store.jobs.claim({ ...of, claim: 'second' })).toMatchObject({ key: 'key' })
    expect(await store.jobs.settle(first, { state: 'done' }, now)).toBeNull()
  })
})

describe('a job whose instance has died', () => {
  it('is done by another instance when upstream was not asked yet', async () => {
    await store.jobs.put([job('key')], now)
    const claimed = await store.jobs.claim({
      kinds: [corpId],
      exceptShares: [],
      claim: 'gone',
      leaseMs: -1,
      now,
    })
    expect(claimed?.key).toBe('key')
    await workerOf(recording).doDue()
    expect(done).toEqual(['key'])
    if (claimed === null) throw new Error('nothing was claimed')
    expect(await store.jobs.begin(claimed, minuteMs)).toBe(false)
    expect(await store.jobs.settle(claimed, { state: 'failed' }, now)).toBeNull()
  })

  it.each([
    [true, 'done'],
    [false, 'unknown'],
  ])('during its call (isRepeatable: %s) becomes %s', async (isRepeatable, state) => {
    await store.jobs.put([job('key')], now)
    const asked = { kinds: [corpId], exceptShares: [], claim: 'gone', now }
    const claimed = await store.jobs.claim({ ...asked, leaseMs: minuteMs })
    if (claimed === null) throw new Error('nothing was claimed')
    expect(await store.jobs.begin(claimed, -1)).toBe(true)
    await workerOf({ ...recording, isRepeatable }).doDue()
    expect(await stateOf('key')).toMatchObject({ state })
    expect(done).toEqual(isRepeatable ? ['key'] : [])
  })
})

it('a worker ends while the database is unavailable and cannot record what was done', async () => {
  await store.jobs.put([job('key')], now)
  const settling = vi.spyOn(store.jobs, 'settle').mockRejectedValue(new StoreError('away'))
  const worker = workerOf(recording, { endMs: 20 })
  void worker.doDue()
  await vi.waitFor(() => expect(settling).toHaveBeenCalled())
  await worker.close()
  expect(done).toEqual(['key'])
  settling.mockRestore()
})
