import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onBehalfOf, Requester, sharedRequester } from '#proxy/base/limits/requester.ts'
import { CallLimiter } from './call-limiter.ts'
import { claimOfServer, createTokenLane } from '#proxy/upstream/dingtalk/tokens/token-lane.ts'

/** How the calls of a lane are divided among requesters. */

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

let limiter: CallLimiter

beforeEach(() => {
  limiter = new CallLimiter()
})

const soon = () => performance.now() + 8_000

/** When each call of a lane started, in ms after all were requested; null for a refused one. */
async function ask(requester: Requester, calls: number): Promise<(number | null)[]> {
  const asked = performance.now()
  const times = Array.from({ length: calls }, async () => {
    try {
      await onBehalfOf(requester, () => limiter.enter('lane', soon()))
      return performance.now() - asked
    } catch {
      return null
    }
  })
  return Promise.all(times)
}

describe('one person', () => {
  it('gets half of each window, and the rest is refused at once', async () => {
    const asked = ask(new Requester('a'), 250)
    await vi.runAllTimersAsync()
    const times = await asked
    expect(times.filter((time) => time === 0)).toHaveLength(10)
    expect(times.filter((time) => time === 1_100)).toHaveLength(10)
    // Windows start at 0, 1.1, … 7.7 seconds, each with 10 calls for this person.
    expect(times.filter((time) => time !== null)).toHaveLength(80)
  })

  it('leaves room for others, who do not wait', async () => {
    const busy = ask(new Requester('a'), 250)
    const others = Array.from({ length: 8 }, (_, index) => ask(new Requester(`other ${index}`), 1))
    await vi.advanceTimersByTimeAsync(0)
    expect((await Promise.all(others)).flat()).toEqual(others.map(() => 0))
    await vi.runAllTimersAsync()
    await busy
  })

  it('leaves room in later windows too', async () => {
    const busy = ask(new Requester('a'), 250)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await ask(new Requester('b'), 1)).toEqual([0])
    await vi.runAllTimersAsync()
    await busy
  })
})

it('several busy people have equal shares, and leave room for the next person', async () => {
  const all = ['a', 'b', 'c'].map((key) => ask(new Requester(key), 60))
  await vi.advanceTimersByTimeAsync(2_200)
  expect(await ask(new Requester('d'), 1)).toEqual([0])
  await vi.runAllTimersAsync()
  for (const times of await Promise.all(all)) {
    const inWindow = times.filter((time) => time !== null && time >= 2_200 && time < 3_300)
    expect(inWindow.length).toBeGreaterThanOrEqual(4)
    expect(inWindow.length).toBeLessThanOrEqual(6)
  }
})

it('at most twenty calls begin in a second, no matter who asks', async () => {
  const started: number[] = []
  const all = Array.from({ length: 30 }, async (_, index) => {
    const times = await ask(new Requester(`person ${index}`), 5)
    started.push(...times.filter((time) => time !== null))
  })
  await vi.runAllTimersAsync()
  await Promise.all(all)
  expect(started.length).toBeGreaterThan(100)
  for (const at of started) {
    const within = started.filter((other) => other >= at && other < at + 1_000)
    expect(within.length).toBeLessThanOrEqual(20)
  }
})

it('shared work begins at the earliest turn of its people', async () => {
  const busy = new Requester('a')
  const others = ask(busy, 60)
  const shared = onBehalfOf(busy, () => sharedRequester())
  const asked = ask(shared, 1)
  shared.join(new Requester('b'))
  await vi.advanceTimersByTimeAsync(1_100)
  expect(await asked).toEqual([1_100])
  await vi.runAllTimersAsync()
  await others
})

describe('work started before its requester is known', () => {
  it('gets a small part of the window, and others do not wait for it', async () => {
    const early = ask(new Requester(null), 30)
    expect(await ask(new Requester('b'), 7)).toEqual(Array.from({ length: 7 }, () => 0))
    await vi.runAllTimersAsync()
    expect((await early).filter((time) => time === 0)).toHaveLength(6)
  })

  it('comes after every known requester', async () => {
    const own = Array.from({ length: 40 }, async () => limiter.enter('lane', soon()))
    const early = ask(new Requester(null), 1)
    const person = ask(new Requester('b'), 1)
    await vi.runAllTimersAsync()
    await Promise.all(own)
    expect(await person).toEqual([1_100])
    expect(await early).toEqual([2_200])
  })
})

describe('the token calls of a suite', () => {
  it('for invented corps leave room for known corps', async () => {
    const lane = createTokenLane()
    const started: number[] = []
    const asked = performance.now()
    const attack = Array.from({ length: 400 }, async (_, index) => {
      const requester = new Requester(`address ${index % 40}`)
      await lane.enter(soon(), undefined, { requester, isForStranger: true })
      started.push(performance.now() - asked)
    })
    const outcomes = Promise.allSettled(attack)
    for (let known = 0; known < 5; known += 1) {
      expect(lane.enter(soon(), undefined, claimOfServer)).toBeNull()
    }
    await vi.advanceTimersByTimeAsync(2_500)
    expect(lane.enter(soon(), undefined, claimOfServer)).toBeNull()
    await vi.runAllTimersAsync()
    await outcomes
    expect(started.filter((at) => at < 1_000)).toHaveLength(15)
  })

  it('from one address leave room for other unknown corps', async () => {
    const lane = createTokenLane()
    const enter = (key: string) =>
      lane.enter(soon(), undefined, { requester: new Requester(key), isForStranger: true })
    const attack = Promise.allSettled(Array.from({ length: 300 }, async () => enter('one address')))
    expect(enter('another address')).toBeNull()
    await vi.runAllTimersAsync()
    await attack
  })
})
