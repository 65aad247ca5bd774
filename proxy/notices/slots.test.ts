import { expect, it } from 'vitest'
import { Slots } from './slots.ts'

it('lets a few work at a time, in order, also after one fails', async () => {
  const slots = new Slots(2)
  const order: string[] = []
  let atOnce = 0
  const works = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    slots.use(async () => {
      order.push(name)
      atOnce += 1
      expect(atOnce).toBeLessThanOrEqual(2)
      await Promise.resolve()
      atOnce -= 1
      if (name === 'a') throw new Error('failed')
      return name
    }),
  )
  const results = await Promise.allSettled(works)
  expect(results.map(({ status }) => status)).toEqual(['rejected', ...Array(4).fill('fulfilled')])
  expect(order).toEqual(['a', 'b', 'c', 'd', 'e'])
})
