// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { TooMuch } from './bounds.ts'
import { createTurns } from './turns.ts'

const never = new Promise<never>(() => {})

let isWaiting = false
let tooMuch: number[] = []
let endSettling = () => {}

beforeEach(() => {
  vi.useFakeTimers()
  isWaiting = false
  tooMuch = []
})

afterEach(() => {
  vi.useRealTimers()
})

function turns(exceeded: Promise<never> = never) {
  return createTurns({
    isWaiting: () => isWaiting,
    exceeded,
    settle: () => new Promise<void>((resolve) => (endSettling = resolve)),
    onTurn: () => {},
    onTooMuch: (index) => tooMuch.push(index),
  })
}

const wanted = () => new AbortController().signal

it('gives up a page after ten seconds, and draws no other one with the same worker', async () => {
  const take = turns()
  const other = vi.fn(() => Promise.resolve())
  void take(3, wanted(), () => never)
  void take(4, wanted(), other)
  await vi.advanceTimersByTimeAsync(9_700)
  expect(tooMuch).toEqual([])
  await vi.advanceTimersByTimeAsync(600)
  expect(tooMuch).toEqual([3])
  expect(other).not.toHaveBeenCalled()
})

it('counts no time in which it waits for the network, or in which nobody looks', async () => {
  const take = turns()
  void take(3, wanted(), () => never)
  isWaiting = true
  await vi.advanceTimersByTimeAsync(60_000)
  isWaiting = false
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(tooMuch).toEqual([])
  hidden.mockReturnValue(false)
  await vi.advanceTimersByTimeAsync(10_300)
  expect(tooMuch).toEqual([3])
})

it('blames the page that keeps the worker busy after it was left', async () => {
  const take = turns()
  const left = new AbortController()
  const other = vi.fn(() => Promise.resolve())
  const work = () =>
    new Promise<void>((_resolve, reject) =>
      left.signal.addEventListener('abort', () => reject(new Error('cancelled'))),
    )
  void take(3, left.signal, work).catch(() => {})
  void take(4, wanted(), other)
  await vi.advanceTimersByTimeAsync(0)
  left.abort()
  await vi.advanceTimersByTimeAsync(10_300)
  expect(tooMuch).toEqual([3])
  expect(other).not.toHaveBeenCalled()
})

it('draws the next page when the worker has ended the one before', async () => {
  const take = turns()
  const other = vi.fn(() => Promise.resolve())
  void take(3, wanted(), () => Promise.resolve())
  void take(4, wanted(), other)
  await vi.advanceTimersByTimeAsync(0)
  expect(other).not.toHaveBeenCalled()
  endSettling()
  await vi.advanceTimersByTimeAsync(0)
  expect(other).toHaveBeenCalledOnce()
})

it('gives up a page at a bound of the worker', async () => {
  let exceed = (_error: TooMuch) => {}
  const exceeded = new Promise<never>((_resolve, reject) => (exceed = reject))
  void turns(exceeded)(3, wanted(), () => never)
  await vi.advanceTimersByTimeAsync(0)
  exceed(new TooMuch('operators'))
  await vi.advanceTimersByTimeAsync(0)
  expect(tooMuch).toEqual([3])
})
