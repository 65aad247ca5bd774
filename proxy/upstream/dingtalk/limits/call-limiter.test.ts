import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CallLimiter } from './call-limiter.ts'
import { addressRefused, throttled } from '#proxy/upstream/dingtalk/client/transient-failure.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const soon = () => performance.now() + 8_000
const never = Infinity

/** Waits for a call's turn and records when it started. */
async function call(
  limiter: CallLimiter,
  lane: string,
  latestStart: number,
  started: StartedCall[] = [],
) {
  const id = ids++
  await limiter.enter(lane, latestStart)
  started.push({ id, at: performance.now() })
}

type StartedCall = { id: number; at: number }

let ids = 0

/** The most calls started within any second. */
function maxPerSecond(started: readonly StartedCall[]): number {
  const counts = started.map(
    ({ at }) => started.filter((o) => o.at >= at && o.at < at + 1000).length,
  )
  return Math.max(...counts)
}

describe('a limiter', () => {
  it('lets at most 20 calls begin in any second, in their order', async () => {
    const limiter = new CallLimiter()
    const started: StartedCall[] = []
    const calls = Array.from({ length: 1000 }, () => call(limiter, 'a', never, started))
    await vi.runAllTimersAsync()
    await Promise.all(calls)
    expect(started).toHaveLength(1000)
    expect(maxPerSecond(started)).toBe(20)
    const order = started.map(({ id }) => id)
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    // The rate is also close to the one allowed.
    expect(performance.now() - (started[0]?.at ?? 0)).toBeLessThan(60_000)
  })

  it('counts over any second, not from the first call', async () => {
    const limiter = new CallLimiter()
    const started: StartedCall[] = []
    for (let i = 0; i < 100; i += 1) {
      void call(limiter, 'a', never, started)
      await vi.advanceTimersByTimeAsync(30)
    }
    await vi.runAllTimersAsync()
    expect(started).toHaveLength(100)
    expect(maxPerSecond(started)).toBe(20)
  })

  it('does not delay a few calls', async () => {
    const limiter = new CallLimiter()
    for (let i = 0; i < 20; i += 1) expect(limiter.enter('a', soon())).toBeNull()
    vi.advanceTimersByTime(1_100)
    for (let i = 0; i < 20; i += 1) expect(limiter.enter('a', soon())).toBeNull()
  })

  it('does not affect other lanes', async () => {
    const limiter = new CallLimiter()
    const busy = Array.from({ length: 100 }, () => call(limiter, 'a', never))
    expect(limiter.enter('b', soon())).toBeNull()
    await vi.runAllTimersAsync()
    await Promise.all(busy)
  })

  it('refuses at once a call whose turn would come too late, and no other', async () => {
    const limiter = new CallLimiter()
    const latest = soon()
    const calls = Array.from({ length: 200 }, () => call(limiter, 'a', latest))
    const outcomes = Promise.allSettled(calls)
    await expect(call(limiter, 'a', latest)).rejects.toMatchObject({
      code: 'upstream-throttled',
      retryAfter: 1,
    })
    await vi.runAllTimersAsync()
    const started = (await outcomes).filter(({ status }) => status === 'fulfilled')
    // Windows of 20 calls start at 0, 1.1, … 7.7 seconds.
    expect(started).toHaveLength(160)
    expect(performance.now()).toBeLessThanOrEqual(latest)
  })

  it('gives the place of an aborted call to the next', async () => {
    const limiter = new CallLimiter({ calls: 1, windowMs: 1_000 })
    const started: StartedCall[] = []
    await call(limiter, 'a', never)
    const abort = new AbortController()
    const leaving = limiter.enter('a', never, abort.signal)
    const next = call(limiter, 'a', never, started)
    const asked = performance.now()
    abort.abort(new Error('gone'))
    await expect(leaving).rejects.toThrow('gone')
    await vi.runAllTimersAsync()
    await next
    expect(started).toMatchObject([{ at: asked + 1_000 }])
  })

  it('leaves no timer when all calls were aborted', async () => {
    const limiter = new CallLimiter({ calls: 1, windowMs: 1_000 })
    await call(limiter, 'a', never)
    const abort = new AbortController()
    const leaving = limiter.enter('a', never, abort.signal)
    abort.abort(new Error('gone'))
    await expect(leaving).rejects.toThrow('gone')
  })

  it('forgets unused lanes', () => {
    const limiter = new CallLimiter()
    const laneCount = vi.spyOn(Map.prototype, 'set')
    const deleted = vi.spyOn(Map.prototype, 'delete')
    for (let i = 0; i < 1_000; i += 1) void limiter.enter(`lane ${i}`, never)
    expect(laneCount).toHaveBeenCalledTimes(1_000)
    vi.advanceTimersByTime(2_000)
    void limiter.enter('one more', never)
    expect(deleted).toHaveBeenCalledTimes(1_000)
  })
})

describe('a limit reported by upstream', () => {
  it('of a second delays the calls of that lane', async () => {
    const limiter = new CallLimiter()
    limiter.pause('a', throttled(1, null), 1_000)
    const held = performance.now()
    const started: StartedCall[] = []
    const waiting = call(limiter, 'a', soon(), started)
    expect(limiter.enter('b', soon())).toBeNull()
    await vi.runAllTimersAsync()
    await waiting
    expect(started).toMatchObject([{ at: held + 1_000 }])
  })

  it('of a minute refuses the calls, with the time that is left', async () => {
    const limiter = new CallLimiter()
    limiter.pause('a', throttled(60, null), 60_000)
    await vi.advanceTimersByTimeAsync(20_000)
    await expect(call(limiter, 'a', soon())).rejects.toMatchObject({
      code: 'upstream-throttled',
      retryAfter: 40,
    })
    expect(limiter.enter('b', soon())).toBeNull()
    await vi.advanceTimersByTimeAsync(40_000)
    expect(limiter.enter('a', soon())).toBeNull()
  })

  it('refuses calls that already wait and cannot wait that long', async () => {
    const limiter = new CallLimiter({ calls: 1, windowMs: 1_000 })
    await call(limiter, 'a', never)
    const impatient = call(limiter, 'a', soon())
    const patient = call(limiter, 'a', never)
    limiter.pause('a', throttled(60, null), 60_000)
    await expect(impatient).rejects.toMatchObject({ retryAfter: 60 })
    await vi.runAllTimersAsync()
    await patient
  })

  it('of the address refuses calls of every lane, also of new ones', async () => {
    const limiter = new CallLimiter()
    await call(limiter, 'a', soon())
    limiter.pause('a', addressRefused(), 300_000)
    await expect(call(limiter, 'a', soon())).rejects.toMatchObject({ retryAfter: 300 })
    await vi.advanceTimersByTimeAsync(100_000)
    await expect(call(limiter, 'b', soon())).rejects.toMatchObject({ retryAfter: 200 })
    await vi.advanceTimersByTimeAsync(200_000)
    expect(limiter.enter('a', soon())).toBeNull()
    expect(limiter.enter('c', soon())).toBeNull()
  })

  it('is not shortened by a shorter one', async () => {
    const limiter = new CallLimiter()
    limiter.pause('a', throttled(60, null), 60_000)
    limiter.pause('a', throttled(1, null), 1_000)
    await expect(call(limiter, 'a', soon())).rejects.toMatchObject({ retryAfter: 60 })
  })
})
