import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { EventLoopTurns } from './event-loop-turns.ts'

it('gives turns in order, and lets other work run in between', async () => {
  const turns = new EventLoopTurns()
  const order: string[] = []
  const take = async (name: string) => {
    await turns.next()
    order.push(name)
  }
  const meanwhile = async () => {
    for (const name of ['one', 'two', 'three']) {
      await setImmediate()
      order.push(`loop ${name}`)
    }
  }
  await Promise.all([take('first'), take('second'), take('third'), meanwhile()])
  expect(order).toEqual(['first', 'loop one', 'second', 'loop two', 'third', 'loop three'])
})

it('continues after all turns were used', async () => {
  const turns = new EventLoopTurns()
  await turns.next()
  await expect(turns.next()).resolves.toBeUndefined()
})
