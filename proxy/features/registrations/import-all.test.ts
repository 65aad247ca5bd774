import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { FlowImporter } from './flow-importer.ts'
import { importAll } from './import-all.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function rowsOf(count: number) {
  const rows = Array.from({ length: count }, (_, index) => {
    return { line: index + 1, taskId: `PRO-${index + 1}`, userId: 'lisi' }
  })
  return { rows, notTaken: [] }
}

it('checks a few rows at a time', async () => {
  let inFlight = 0
  let most = 0
  const take: FlowImporter['take'] = async (_, { line }) => {
    inFlight += 1
    most = Math.max(most, inFlight)
    await Promise.resolve()
    inFlight -= 1
    return line === 7 ? 'flow-not-found' : null
  }
  const { taken, notTaken } = await importAll({ take }, 'dingcorp', rowsOf(20), 1000)
  expect(taken).toBe(19)
  expect(notTaken).toMatchObject([{ line: 7, reason: 'flow-not-found' }])
  expect(most).toBe(4)
})

it('answers in time where upstream does not, with the rows that are to be sent again', async () => {
  const asked: number[] = []
  const take: FlowImporter['take'] = (_, { line }) => {
    asked.push(line)
    return line <= 2 ? Promise.resolve(null) : new Promise(() => {})
  }
  const answer = importAll({ take }, 'dingcorp', rowsOf(20), performance.now() + 40_000)
  await vi.advanceTimersByTimeAsync(40_000)
  const { taken, notTaken } = await answer
  expect(taken).toBe(2)
  expect(notTaken.map(({ line }) => line)).toEqual(
    rowsOf(20)
      .rows.slice(2)
      .map(({ line }) => line),
  )
  expect(new Set(notTaken.map(({ reason }) => reason))).toEqual(new Set(['not-checked']))
  expect(asked).toEqual([1, 2, 3, 4, 5, 6])
})
