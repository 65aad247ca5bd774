import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Caller } from './caller.ts'
import { addressRefused, quotaSpent, callFailed, throttled } from './transient-failure.ts'
import type { ExchangeLimits, Transport, WireReply } from './transport.ts'

vi.mock('node:timers/promises', () => import('#proxy/testing/faked-sleep.ts'))

const callMs = 12_000
const answered: WireReply = { status: 200, body: { answer: 1 } }

let startedAt: number
let random: number

beforeEach(() => {
  vi.useFakeTimers()
  startedAt = performance.now()
  random = 0
  vi.spyOn(Math, 'random').mockImplementation(() => random)
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

/** A transport with these outcomes in order, and with answers afterwards. */
function setUp(...outcomes: (WireReply | Error)[]) {
  const sent: { at: number; limits: ExchangeLimits | undefined }[] = []
  const transport: Transport = {
    send(_request, limits) {
      sent.push({ at: performance.now() - startedAt, limits })
      const outcome = outcomes.shift() ?? answered
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)
    },
    close: () => Promise.resolve(),
  }
  const caller = new Caller(transport, callMs)
  const request = { method: 'GET', baseUrl: 'https://upstream', path: '/a?token=t' } as const
  const call = (isRepeatable = true, lane = 'corp\n/a', signal?: AbortSignal) =>
    caller.call({ lane, isRepeatable, request, secrets: [] }, caller.budget(signal))
  return { call, sent, times: () => sent.map(({ at }) => Math.round(at)) }
}

async function settled(promise: Promise<unknown>): Promise<PromiseSettledResult<unknown>> {
  const outcome = Promise.allSettled([promise])
  await vi.runAllTimersAsync()
  const [result] = await outcome
  return result
}

const done = { status: 'fulfilled', value: { answer: 1 } }

const down = () => callFailed('upstream-unavailable', 'down', null)

describe('a read', () => {
  it('is retried once after a temporary failure', async () => {
    const { call, times } = setUp(down())
    expect(await settled(call())).toEqual(done)
    expect(times()).toEqual([0, 300])
  })

  it('is not tried a third time', async () => {
    const { call, times } = setUp(down(), down())
    expect(await settled(call())).toMatchObject({ reason: { code: 'upstream-unavailable' } })
    expect(times()).toEqual([0, 300])
  })

  it('is retried about a second after hitting a limit per second', async () => {
    const { call, times } = setUp(throttled(1, null))
    expect(await settled(call())).toEqual(done)
    expect(times()).toEqual([0, 1_000])
  })

  it('is not tried a third time while limited, and a later one waits longer', async () => {
    const { call, times } = setUp(throttled(1, null), throttled(1, null))
    expect(await settled(call())).toMatchObject({
      reason: { code: 'upstream-throttled', retryAfter: 1 },
    })
    expect(await settled(call())).toEqual(done)
    expect(times()).toEqual([0, 1_000, 3_000])
  })

  it('waits a random extra time, so that retries do not come together', async () => {
    random = 0.5
    const { call, times } = setUp(throttled(1, null))
    expect(await settled(call())).toEqual(done)
    expect(times()).toEqual([0, 1_250])
  })

  it('is retried when the reply itself reports a temporary failure', async () => {
    const { call, times } = setUp({ status: 503, body: undefined })
    expect(await settled(call())).toEqual(done)
    expect(times()).toEqual([0, 300])
  })

  it.each([
    ['a refusal', { status: 400, body: { code: 'flowNotExists', message: '' } }],
    ['a missing path', { status: 404, body: {} }],
    ['an unreadable reply', { status: 200, body: undefined }],
  ])('is not retried for %s', async (_name, reply) => {
    const { call, sent } = setUp(reply)
    expect(await settled(call())).toMatchObject({ status: 'rejected' })
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['a minute', throttled(60, null), 60, 60_000],
    ['the address', addressRefused(), 300, 300_000],
  ])('is refused while a limit of %s lasts', async (_name, limit, retryAfter, ms) => {
    const { call, sent } = setUp(limit)
    const refused = { reason: { code: 'upstream-throttled', retryAfter } }
    expect(await settled(call())).toMatchObject(refused)
    expect(await settled(call())).toMatchObject(refused)
    await vi.advanceTimersByTimeAsync(ms - 1_000 - callMs)
    expect(await settled(call())).toMatchObject({ status: 'rejected' })
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(callMs)
    expect(await settled(call())).toEqual(done)
    expect(sent).toHaveLength(2)
  })

  it('is refused until the month ends when the quota is used up, with a try now and then', async () => {
    vi.setSystemTime(new Date('2026-11-24T00:00:00Z'))
    const untilDecember = (6 * 24 + 16) * 3600
    const { call, sent } = setUp(quotaSpent(null), quotaSpent(null))
    const refused = (retryAfter: number) => ({ reason: { code: 'upstream-quota', retryAfter } })
    expect(await settled(call())).toMatchObject(refused(untilDecember))
    await vi.advanceTimersByTimeAsync(300_000)
    expect(await settled(call())).toMatchObject(refused(untilDecember - 300))
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(300_000)
    await settled(call())
    expect(sent).toHaveLength(2)
  })

  it("is not affected by another API's limit", async () => {
    const { call, sent } = setUp(throttled(60, null))
    await settled(call())
    expect(await settled(call(true, 'corp\n/b'))).toEqual(done)
    expect(sent).toHaveLength(2)
  })

  it('gives each attempt the time that is left, and starts none too late', async () => {
    const { call, sent } = setUp(throttled(1, null))
    await settled(call())
    expect(sent.map(({ limits }) => Math.round(limits?.msLeft ?? 0))).toEqual([12_000, 11_000])
    const late = setUp(throttled(9, null))
    expect(await settled(late.call())).toMatchObject({ status: 'rejected' })
    expect(late.sent).toHaveLength(1)
  })

  it('ends while waiting, when the caller aborts', async () => {
    const { call, sent } = setUp(down())
    const abort = new AbortController()
    const outcome = Promise.allSettled([call(true, 'corp\n/a', abort.signal)])
    await vi.advanceTimersByTimeAsync(100)
    expect(sent).toHaveLength(1)
    abort.abort(new Error('gone'))
    expect(await outcome).toMatchObject([{ reason: { message: 'gone' } }])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(sent).toHaveLength(1)
  })
})

describe('a change', () => {
  it.each([
    ['no connection', down()],
    ['a limit of a second', throttled(1, null)],
  ])('is sent only once, whatever fails: %s', async (_name, failure) => {
    const { call, sent } = setUp(failure)
    expect(await settled(call(false))).toMatchObject({ status: 'rejected' })
    expect(sent).toHaveLength(1)
  })

  it('waits for its turn like a read', async () => {
    const { call, times } = setUp()
    const calls = Array.from({ length: 21 }, () => call(false))
    await vi.runAllTimersAsync()
    await Promise.all(calls)
    expect(times().filter((at) => at === 0)).toHaveLength(20)
    expect(times().at(-1)).toBe(1_100)
  })
})
