import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noteKnownCorps } from './known-corps.ts'

const noteKnown = vi.fn<(corpId: string) => void>()
const lookUp = vi.fn<() => Promise<readonly string[]>>()
const log = { warn: vi.fn() }

beforeEach(() => {
  vi.useFakeTimers()
  noteKnown.mockReset()
  lookUp.mockReset().mockRejectedValue(new Error('away'))
})

afterEach(() => vi.useRealTimers())

it('the store is asked until it returns the known corps, and then no more', async () => {
  noteKnownCorps({ noteKnown }, lookUp, log)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(noteKnown).not.toHaveBeenCalled()
  lookUp.mockResolvedValue(['a', 'b'])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(noteKnown.mock.calls).toEqual([['a'], ['b']])
  expect(vi.getTimerCount()).toBe(0)
})

it('nothing is asked after the end', async () => {
  const end = noteKnownCorps({ noteKnown }, lookUp, log)
  await vi.advanceTimersByTimeAsync(0)
  end()
  expect(vi.getTimerCount()).toBe(0)
  noteKnownCorps({ noteKnown }, lookUp, log)()
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
})
