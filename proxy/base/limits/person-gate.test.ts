import { setImmediate as begunWork } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { PersonGate } from './person-gate.ts'
import { onBehalfOf, Requester } from './requester.ts'

/** Tasks whose end the test controls. */
function play(gate: PersonGate) {
  const started: string[] = []
  const ends: (() => void)[] = []
  const start = (person: string) =>
    onBehalfOf(new Requester(person), () =>
      gate.inTurn(
        () =>
          new Promise<void>((resolve, reject) => {
            started.push(person)
            ends.push(() => (person === 'failing' ? reject(new Error('disk full')) : resolve()))
          }),
      ),
    )
  return { started, ends, start }
}

it('runs two tasks per person at a time, and those of other people beside them', async () => {
  const { started, ends, start } = play(new PersonGate(2, 1000))
  const many = Array.from({ length: 4 }, () => start('a'))
  void start('b')
  await begunWork()
  expect(started).toEqual(['a', 'a', 'b'])
  ends[0]?.()
  await many[0]
  await begunWork()
  expect(started).toEqual(['a', 'a', 'b', 'a'])
  ends[1]?.()
  ends[3]?.()
  await Promise.all([many[1], many[2]])
  expect(started).toHaveLength(5)
})

it('continues after a failed task', async () => {
  const { started, ends, start } = play(new PersonGate(1, 1000))
  const [first, second] = [start('failing'), start('failing')]
  await begunWork()
  ends[0]?.()
  await expect(first).rejects.toThrow('disk full')
  await begunWork()
  expect(started).toHaveLength(2)
  ends[1]?.()
  await expect(second).rejects.toThrow('disk full')
})

it('does not begin work whose caller has given up', async () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
  const { started, ends, start } = play(new PersonGate(1, 1000))
  const first = start('a')
  const late = expect(start('a')).rejects.toMatchObject({ code: 'store-unavailable' })
  clock.mockReturnValue(500)
  const inTime = start('a')
  await begunWork()
  clock.mockReturnValue(1001)
  ends[0]?.()
  await Promise.all([first, late])
  await begunWork()
  expect(started).toHaveLength(2)
  ends[1]?.()
  await inTime
  clock.mockRestore()
})

it('refuses at once what would wait behind fifty of the same person', async () => {
  const { started, ends, start } = play(new PersonGate(1, 1000))
  const first = start('a')
  await begunWork()
  const waiting = Array.from({ length: 50 }, () => start('a'))
  await expect(start('a')).rejects.toMatchObject({ code: 'store-unavailable' })
  const other = start('b')
  await begunWork()
  expect(started).toEqual(['a', 'b'])
  for (let next = 0; next <= waiting.length + 1; next += 1) {
    ends[next]?.()
    await begunWork()
  }
  await Promise.all([first, other, ...waiting])
})
