import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PassingFailure } from '#proxy/dingtalk/client/passing-failure.ts'
import { InvalidToken } from '#proxy/dingtalk/client/upstream-refusal.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { scriptOf, Thread, ThreadEnded } from './thread.ts'

const script = scriptOf(new URL('./testing/sample-thread.ts', import.meta.url))
const onNote = vi.fn()

let thread: Thread

beforeEach(() => {
  thread = new Thread({ script, onNote })
})

afterEach(() => thread.stop())

function failureOf(name: string): Promise<unknown> {
  return thread.call(name, []).catch((error: unknown) => error)
}

describe('a thread', () => {
  it('answers calls, and says things by itself', async () => {
    const sent = { flow: 'PRO-1', at: [1, null] }
    expect(await Promise.all([thread.call('echo', [sent]), thread.call('echo', [2])])).toEqual([
      sent,
      2,
    ])
    expect(await thread.call('bytes', [])).toEqual(new TextEncoder().encode('bytes'))
    await thread.call('note', ['something'])
    expect(onNote).toHaveBeenCalledWith('something')
  })

  it('is given what it is to have, so that nothing is copied', async () => {
    const bytes = new Uint8Array(1000).fill(7)
    expect(await thread.call('echo', [bytes], [bytes.buffer])).toHaveLength(1000)
    expect(bytes.byteLength).toBe(0)
  })

  it('refuses what cannot be sent, and sends what is asked beside it', async () => {
    const [refused, sent] = await Promise.allSettled([
      thread.call('echo', [() => {}]),
      thread.call('echo', [1]),
    ])
    expect(refused).toMatchObject({ reason: { name: 'DataCloneError' } })
    expect(sent).toMatchObject({ value: 1 })
  })

  it('says so when an answer cannot be sent, and sends those beside it', async () => {
    const [refused, sent] = await Promise.allSettled([
      thread.call('unsendable', []),
      thread.call('echo', [1]),
    ])
    expect(refused).toMatchObject({ reason: { name: 'DataCloneError' } })
    expect(sent).toMatchObject({ value: 1 })
  })

  it('throws what was thrown, of the same class and with the same fields', async () => {
    const problem = await failureOf('anything else')
    expect(problem).toBeInstanceOf(ProblemError)
    expect(problem).toMatchObject({
      name: 'ProblemError',
      message: 'no',
      code: 'flow-not-found',
      status: 404,
      retryAfter: 5,
      requiredScopes: ['a'],
      cause: { message: 'why', cause: { code: 1 } },
    })
    const passing = await failureOf('passing failure')
    expect(passing).toBeInstanceOf(PassingFailure)
    expect(passing).toMatchObject({ code: 'upstream-throttled', reach: 'address', waitMs: 300_000 })
    const invalid = await failureOf('invalid token')
    expect(invalid).toBeInstanceOf(InvalidToken)
    expect(invalid).toMatchObject({ code: 'upstream-credentials', cause: { code: '40014' } })
  })

  it('may crash: what was asked of it fails, and the next call has another one', async () => {
    expect(await thread.call('echo', [1])).toBe(1)
    const waiting = failureOf('never')
    expect(await failureOf('exit')).toBeInstanceOf(ThreadEnded)
    expect(await waiting).toBeInstanceOf(ThreadEnded)
    expect(await thread.call('echo', [2])).toBe(2)
  })

  it('ends when it has been asked nothing for a while, and comes back when it is', async () => {
    const resting = new Thread({ script, idleMs: 1 })
    expect(await resting.call('echo', [1])).toBe(1)
    await vi.waitFor(() => expect(resting.isRunning).toBe(false))
    expect(await resting.call('echo', [2])).toBe(2)
    await resting.stop()
  })

  it('answers a call that comes while the last one is still ending', async () => {
    expect(await thread.call('echo', [1])).toBe(1)
    const ending = thread.stop()
    expect(await thread.call('echo', [2])).toBe(2)
    await ending
  })

  it('fails what was asked of one that is stopped', async () => {
    const waiting = failureOf('never')
    expect(await thread.call('echo', [1])).toBe(1)
    await thread.stop()
    expect(await waiting).toBeInstanceOf(ThreadEnded)
  })
})
