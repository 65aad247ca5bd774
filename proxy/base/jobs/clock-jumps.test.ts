import { expect, it, onTestFinished, vi } from 'vitest'
import { createClockWatch } from '#proxy/base/clock-watch.ts'
import { createLogger } from '#proxy/base/log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { noteSize } from '#proxy/testing/note-size.ts'
import type { JobHandler } from './job-handler.ts'
import { createJobWorker } from './job-worker.ts'

// Clocks that are set ahead or back and return, on one instance or on two.

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const isLong = process.env['LONG'] === '1'
const jumps = isLong
  ? [14 * secondMs, 5 * minuteMs, 59 * minuteMs, 2 * hourMs, 5 * hourMs, 3 * dayMs, 400 * dayMs]
  : [14 * secondMs, 5 * hourMs, 400 * dayMs]

const start = Date.UTC(2026, 10, 26)

let store: Store
withStore((opened) => (store = opened))

/** An instance with a clock of its own. */
function instanceOf(corpId: string, shared: { passed: number; done: string[] }) {
  let ahead = 0
  let setsBack = false
  const now = () => start + shared.passed + ahead
  const monotonic = () => shared.passed
  const warn = vi.fn()
  // The database's clock is right.
  const right = { now: async () => start + shared.passed, bringBack: store.bringBack }
  const clock = createClockWatch({ now, monotonic, store: right, log: { warn } })
  const again = (everyMs: number, name: string, more: Partial<JobHandler> = {}): JobHandler => ({
    isRepeatable: true,
    firstMs: everyMs,
    everyMs,
    ...more,
    run: async (_job, { now: at }) => {
      shared.done.push(name)
      if (setsBack) ahead = 0
      return { again: at + everyMs }
    },
  })
  let tries = 0
  const handlers: Record<string, JobHandler> = {
    [`${corpId}-often`]: again(5 * secondMs, 'often'),
    [`${corpId}-daily`]: again(dayMs, 'daily', { deletes: true }),
    [`${corpId}-once`]: {
      isRepeatable: true,
      run: async ({ key }) => {
        // The first one fails.
        tries += 1
        if (tries === 1) throw new Error('the receiver is away')
        shared.done.push(key)
        return {}
      },
    },
  }
  const log = createLogger('silent')
  const worker = createJobWorker({ jobs: store.jobs, handlers, clock, log, now })
  onTestFinished(() => worker.close())
  return {
    worker,
    warn,
    now,
    set: (ms: number) => (ahead = ms),
    /** The clock is set back while the next job is done. */
    setBackInFlight: () => (setsBack = true),
    put: (key: string) =>
      store.jobs.put([{ corpId, kind: `${corpId}-once`, key, dueAt: now() }], now()),
    dueIn: async (kind: string) =>
      ((await store.jobs.find('', `${corpId}-${kind}`))?.dueAt ?? NaN) - (start + shared.passed),
  }
}

const cases = jumps.flatMap((ms) => [1, 2].map((instances) => ({ ms, instances })))

it.each(cases)(
  'a clock $ms ms ahead on one of $instances, and back: nothing is put off, or deleted',
  async ({ ms, instances }) => {
    noteSize(`${ms / hourMs} hours ahead, ${instances} instances`)
    const corpId = newCorp()
    const shared = { passed: 0, done: [] as string[] }
    const all = Array.from({ length: instances }, () => instanceOf(corpId, shared))
    const [wrong, other = wrong] = all
    if (wrong === undefined || other === undefined) throw new Error('there is none')
    for (const { worker } of all) worker.putRecurring()
    const doDue = async () => {
      for (const { worker } of all) await worker.doDue()
    }
    await doDue()
    shared.passed += 2 * hourMs
    await doDue()
    expect(shared.done).not.toContain('daily')

    wrong.set(ms)
    await wrong.put('while ahead')
    await wrong.worker.doDue()
    shared.passed += 14 * secondMs
    await wrong.worker.doDue()
    // A jump of less than a day cannot have made it due.
    expect(shared.done).not.toContain('daily')
    expect(wrong.warn.mock.calls.length > 0).toBe(ms > hourMs)

    wrong.set(0)
    for (const { worker } of all) await worker.doDue()
    expect(await other.dueIn('often')).toBeLessThanOrEqual(5 * secondMs)
    expect(await other.dueIn('daily')).toBeLessThanOrEqual(dayMs)
    shared.passed += 10 * minuteMs
    await doDue()
    expect(shared.done).toContain('while ahead')
    expect(shared.done.filter((each) => each === 'while ahead')).toHaveLength(1)
  },
)

it.each(jumps)(
  'a clock %i ms ahead that is set back during a job does not put it off',
  async (ms) => {
    const corpId = newCorp()
    const shared = { passed: 0, done: [] as string[] }
    const only = instanceOf(corpId, shared)
    only.worker.putRecurring()
    await only.worker.doDue()
    shared.passed += 10 * secondMs
    only.set(ms)
    only.setBackInFlight()
    await only.worker.doDue()
    expect(shared.done).toContain('often')
    expect(await only.dueIn('often')).toBeLessThanOrEqual(5 * secondMs)
  },
)

it.each(jumps)('what an instance %i ms ahead left is brought back by another', async (ms) => {
  noteSize(`${ms / hourMs} hours ahead, and gone`)
  const corpId = newCorp()
  const shared = { passed: 0, done: [] as string[] }
  const [wrong, right] = [instanceOf(corpId, shared), instanceOf(corpId, shared)]
  wrong.set(ms)
  for (const { worker } of [wrong, right]) {
    worker.putRecurring()
    await worker.doDue()
  }
  await wrong.put('left')
  await wrong.worker.close()
  shared.passed += hourMs
  await right.worker.doDue()
  expect(await right.dueIn('often')).toBeLessThanOrEqual(5 * secondMs)
  expect(await right.dueIn('daily')).toBeLessThanOrEqual(dayMs)
  shared.passed += 10 * minuteMs
  await right.worker.doDue()
  expect(shared.done).toContain('left')
})

it.each(jumps)('a clock %i ms behind, and forward again: everything goes on', async (ms) => {
  noteSize(`${ms / hourMs} hours behind`)
  const corpId = newCorp()
  const shared = { passed: 0, done: [] as string[] }
  const only = instanceOf(corpId, shared)
  only.worker.putRecurring()
  await only.worker.doDue()
  shared.passed += 2 * hourMs
  only.set(-ms)
  await only.worker.doDue()
  const before = shared.done.filter((each) => each === 'often').length
  shared.passed += 10 * secondMs
  await only.worker.doDue()
  expect(shared.done.filter((each) => each === 'often').length).toBeGreaterThan(before)
  only.set(0)
  await only.put('after')
  await only.worker.doDue()
  shared.passed += 10 * minuteMs
  await only.worker.doDue()
  expect(shared.done).toContain('after')
  expect(await only.dueIn('daily')).toBeLessThanOrEqual(dayMs)
})

it('a database found 400 days ahead at the start is brought back', async () => {
  const corpId = newCorp()
  const shared = { passed: 400 * dayMs, done: [] as string[] }
  const before = instanceOf(corpId, shared)
  before.worker.putRecurring()
  await before.worker.doDue()
  await before.put('put before')
  await before.worker.close()
  shared.passed = 0
  const after = instanceOf(corpId, shared)
  after.worker.putRecurring()
  await after.worker.doDue()
  expect(await after.dueIn('often')).toBeLessThanOrEqual(5 * secondMs)
  expect(await after.dueIn('daily')).toBeLessThanOrEqual(dayMs)
  shared.passed = 10 * minuteMs
  await after.worker.doDue()
  expect(shared.done).toContain('put before')
})

it('what was put off is brought back an hour after it was asked for, however late the answer', async () => {
  const shared = { passed: 0 }
  const answers: (() => void)[] = []
  const clock = createClockWatch({
    now: () => start + shared.passed,
    monotonic: () => shared.passed,
    store: {
      now: async () => start + shared.passed,
      bringBack: () => new Promise((answer) => answers.push(answer)),
    },
    log: { warn: vi.fn() },
  })
  const first = clock.bringBack({ recurring: {}, looking: [] })
  shared.passed += hourMs
  answers[0]?.()
  await first
  void clock.bringBack({ recurring: {}, looking: [] })
  expect(answers).toHaveLength(2)
})

it('what expires waits for an hour without a jump, and for the clock of the database', async () => {
  const shared = { passed: 0 }
  let [ahead, databaseAhead] = [0, 0]
  const warn = vi.fn()
  const clock = createClockWatch({
    now: () => start + shared.passed + ahead,
    monotonic: () => shared.passed,
    store: { now: async () => start + shared.passed + databaseAhead, bringBack: async () => {} },
    log: { warn },
  })
  expect(await clock.waitMs()).toBe(hourMs)
  shared.passed += hourMs
  expect(await clock.waitMs()).toBe(0)
  databaseAhead = -400 * dayMs
  expect(await clock.waitMs()).toBe(hourMs)
  databaseAhead = 0
  ahead = 400 * dayMs
  databaseAhead = ahead
  expect(await clock.waitMs()).toBe(hourMs)
  expect(warn).toHaveBeenLastCalledWith({ hours: 9600 }, expect.stringContaining('jumped'))
  shared.passed += 14 * secondMs
  ahead = databaseAhead = 0
  expect(await clock.waitMs()).toBe(hourMs)
  shared.passed += hourMs
  expect(await clock.waitMs()).toBe(0)
})
