import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { callClient } from './call.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('withinTime', () => {
  it("returns the call's result and leaves no timer behind", async () => {
    await expect(callClient(() => Promise.resolve(7), 1000)).resolves.toBe(7)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('times out when a client never answers', async () => {
    const waiting = expect(callClient(() => new Promise(() => {}), 1000)).rejects.toMatchObject({
      failure: 'no-answer',
    })
    await vi.advanceTimersByTimeAsync(1000)
    await waiting
  })

  it('turns a native failure into a DingTalkError', async () => {
    const refused = callClient(() => Promise.reject({ errorCode: '7', errorMessage: 'no' }), 1000)
    await expect(refused).rejects.toMatchObject({ name: 'DingTalkError', nativeCode: '7' })
    expect(vi.getTimerCount()).toBe(0)
  })
})
