import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { limitedBody } from './limited-body.ts'

const limits = { idleMs: 1000, maxMs: 5000, maxBytes: 10 }

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

async function* chunks(count: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < count; sent += 1) yield new Uint8Array(2)
}

function body(count: number) {
  const onEnd = vi.fn()
  return { onEnd, reader: limitedBody(chunks(count), limits, onEnd).getReader() }
}

it('a body ends as the file ends', async () => {
  const { onEnd, reader } = body(2)
  for (let read = await reader.read(); !read.done;) read = await reader.read()
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(undefined)
})

it('a body is cut off when it is larger than allowed', async () => {
  const { onEnd, reader } = body(6)
  for (let read = 0; read < 5; read += 1) await reader.read()
  await expect(reader.read()).rejects.toThrow('larger')
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(expect.any(Error))
})

it('a body ends when nobody reads it', async () => {
  const { onEnd, reader } = body(4)
  await reader.read()
  vi.advanceTimersByTime(1000)
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(expect.any(Error))
  await expect(reader.read()).rejects.toThrow('in time')
})

it('a body ends in any case, however slowly it is read', async () => {
  const { onEnd, reader } = body(Infinity)
  for (let read = 0; read < 4; read += 1) {
    await reader.read()
    vi.advanceTimersByTime(900)
    expect(onEnd).not.toHaveBeenCalled()
  }
  vi.advanceTimersByTime(900)
  await reader.read().catch(() => {})
  vi.advanceTimersByTime(900)
  expect(onEnd).toHaveBeenCalledOnce()
})

it('a body tells when the reader leaves', async () => {
  const { onEnd, reader } = body(4)
  await reader.cancel()
  expect(onEnd).toHaveBeenCalledExactlyOnceWith(undefined)
})
