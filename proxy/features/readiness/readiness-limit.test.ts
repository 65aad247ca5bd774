import { afterEach, expect, it, vi } from 'vitest'
import { ReadinessLimit } from './readiness-limit.ts'

vi.mock('node:timers/promises', () => import('#proxy/testing/faked-sleep.ts'))

afterEach(() => {
  vi.useRealTimers()
})

it('reads at most three times in five seconds per person', async () => {
  let now = 0
  let readings = 0
  const limit = new ReadinessLimit<number>(() => now)
  const ask = (person: string) => limit.get(person, false, () => Promise.resolve((readings += 1)))
  const asked: number[] = []
  for (let times = 0; times < 60; times += 1) {
    asked.push(await ask('a'))
    now += 50
  }
  expect(asked.slice(0, 4)).toEqual([1, 2, 3, 3])
  expect(asked.at(-1)).toBe(3)
  expect(await ask('b')).toBe(4)
  now = 5_000
  expect(await ask('a')).toBe(5)
  expect(await ask('a')).toBe(5)
})

it('reads at most six times in five seconds on refreshes, and delays further ones', async () => {
  vi.useFakeTimers({ now: 0 })
  let readings = 0
  const limit = new ReadinessLimit<number>(() => Date.now())
  const ask = (isRefresh: boolean) =>
    limit.get('a', isRefresh, () => Promise.resolve((readings += 1)))
  const asked: number[] = []
  for (const isRefresh of [false, false, false, false, true, true, true, false]) {
    asked.push(await ask(isRefresh))
  }
  expect(asked).toEqual([1, 2, 3, 3, 4, 5, 6, 6])
  const late = Promise.all([ask(true), ask(true)])
  await vi.advanceTimersByTimeAsync(4_999)
  expect(readings).toBe(6)
  await vi.advanceTimersByTimeAsync(1)
  expect(await late).toEqual([7, 7])
})

it('waits again when a timer fires too early', async () => {
  vi.useFakeTimers({ now: 0 })
  let readings = 0
  // A clock that is slower than the timers.
  const limit = new ReadinessLimit<number>(() => Date.now() * 0.9)
  const ask = () => limit.get('a', true, () => Promise.resolve((readings += 1)))
  await Promise.all(Array.from({ length: 6 }, ask))
  const late = ask()
  await vi.advanceTimersByTimeAsync(6_000)
  expect(await late).toBe(7)
})
