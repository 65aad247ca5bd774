import { expect, it } from 'vitest'
import { KeyedLimit } from './keyed-limit.ts'

it('lets a few tasks run at a time, in order, also after a failure', async () => {
  const limit = new KeyedLimit(2)
  const order: string[] = []
  let concurrent = 0
  const works = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    limit.run('c', async () => {
      order.push(name)
      concurrent += 1
      expect(concurrent).toBeLessThanOrEqual(2)
      await Promise.resolve()
      concurrent -= 1
      if (name === 'a') throw new Error('failed')
      return name
    }),
  )
  const results = await Promise.allSettled(works)
  expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array(4).fill('fulfilled')])
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e'])
})

it('groups do not wait for each other', async () => {
  const limit = new KeyedLimit(1)
  let finish = () => {}
  const first = limit.run('c', () => new Promise<void>((resolve) => (finish = resolve)))
  const second = limit.run('c', () => Promise.resolve('second'))
  await expect(limit.run('d', () => Promise.resolve('d'))).resolves.toBe('d')
  finish()
  await first
  expect(limit.size).toBe(1)
  await expect(second).resolves.toBe('second')
  expect(limit.size).toBe(0)
})
