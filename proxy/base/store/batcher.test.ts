import { drizzle } from 'drizzle-orm/node-postgres'
import { expect, it, vi } from 'vitest'
import { Batcher } from './batcher.ts'

const database = drizzle.mock()

type Item = { key: string; value: number }

function play() {
  const handle = vi.fn((items: readonly Item[]) => {
    if (items.some(({ value }) => value < 0)) return Promise.reject(new Error('negative'))
    return Promise.resolve(items.map(({ value }) => value * 2))
  })
  const rounds = new Batcher<Item, number>({
    handle,
    database,
    spacingMs: 0,
    keyOf: ({ key }) => key,
  })
  const add = (key: string, value: number) => rounds.add({ key, value })
  const sizes = () => handle.mock.calls.map(([items]) => items.length)
  return { add, handle, sizes }
}

it('handles simultaneous calls together, and gives each its own result', async () => {
  const { add, sizes } = play()
  expect(await Promise.all([add('a', 1), add('b', 2), add('c', 3)])).toEqual([2, 4, 6])
  expect(await add('a', 4)).toBe(8)
  expect(sizes()).toEqual([3, 1])
})

it('has each key once per round, and keeps the order', async () => {
  const { add, handle } = play()
  await Promise.all([add('a', 1), add('a', 2), add('b', 3), add('a', 4)])
  expect(handle.mock.calls.map(([items]) => items.map(({ value }) => value))).toEqual([
    [1, 3],
    [2],
    [4],
  ])
})

it('lets only the failing call fail', async () => {
  const { add } = play()
  const results = await Promise.allSettled([add('a', 1), add('b', -1), add('c', 3)])
  expect(results).toEqual([
    { status: 'fulfilled', value: 2 },
    { status: 'rejected', reason: new Error('negative') },
    { status: 'fulfilled', value: 6 },
  ])
})

it('does not retry calls one by one when all of them fail', async () => {
  const { add, handle } = play()
  const all = Array.from({ length: 100 }, (_, index) => add(String(index), -1))
  const results = await Promise.allSettled(all)
  expect(results.every(({ status }) => status === 'rejected')).toBe(true)
  expect(handle).toHaveBeenCalledTimes(4)
})

it('limits the size of rounds and of the queue', async () => {
  const { add, sizes } = play()
  const all = Array.from({ length: 20_001 }, (_, index) => add(String(index), 1))
  await expect(all.at(-1)).rejects.toThrow('overloaded')
  await Promise.all(all.slice(0, -1))
  expect(Math.max(...sizes())).toBe(200)
  expect(await add('again', 2)).toBe(4)
})

it('rests after a round for a multiple of its duration', async () => {
  const begun: number[] = []
  const rounds = new Batcher<number, null>({
    async handle(items) {
      begun.push(performance.now())
      await new Promise((resolve) => setTimeout(resolve, 100))
      return items.map(() => null)
    },
    database,
    spacingMs: 0,
    restFactor: 2,
    keyOf: String,
  })
  await rounds.add(1)
  await rounds.add(2)
  const [first = 0, second = 0] = begun
  // Timers may fire a little early.
  expect(second - first).toBeGreaterThanOrEqual(300 - 5)
})

it('rests for at most a second, even after a stall of the process', async () => {
  let passed = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + passed)
  const rounds = new Batcher<number, null>({
    async handle(items) {
      passed += 3_600_000
      return items.map(() => null)
    },
    database,
    spacingMs: 0,
    restFactor: 2,
  })
  const begunAt = Date.now()
  await rounds.add(1)
  await rounds.add(2)
  expect(Date.now() - begunAt).toBeGreaterThanOrEqual(1000 - 5)
  clock.mockRestore()
})
