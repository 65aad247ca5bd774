import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'
import { InvalidToken } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { scriptOf, Thread, ThreadEnded } from './thread.ts'

const script = scriptOf(new URL('./testing/sample-thread.ts', import.meta.url))

let thread: Thread

beforeEach(() => {
  thread = new Thread({ script })
})

afterEach(() => thread.stop())

function failureOf(name: string): Promise<unknown> {
  return thread.call({ name }).catch((error: unknown) => error)
}

describe('a thread', () => {
  it('answers calls', async () => {
    const sent = { flow: 'PRO-1', at: [1, null] }
    expect(
      await Promise.all([
        thread.call({ name: 'echo', sent }),
        thread.call({ name: 'echo', sent: 2 }),
      ]),
    ).toEqual([sent, 2])
    expect(await thread.call({ name: 'bytes' })).toEqual(new TextEncoder().encode('bytes'))
  })

  it('receives buffers by transfer, without a copy', async () => {
    const bytes = new Uint8Array(1000).fill(7)
    expect(await thread.call({ name: 'echo', sent: bytes }, [bytes.buffer])).toHaveLength(1000)
    expect(bytes.byteLength).toBe(0)
  })

  it('refuses arguments that cannot be sent, and sends those of other calls', async () => {
    const [refused, sent] = await Promise.allSettled([
      thread.call({ name: 'echo', sent: () => {} }),
      thread.call({ name: 'echo', sent: 1 }),
    ])
    expect(refused).toMatchObject({ reason: { name: 'DataCloneError' } })
    expect(sent).toMatchObject({ value: 1 })
  })

  it('reports an answer that cannot be sent, and sends the others', async () => {
    const [refused, sent] = await Promise.allSettled([
      thread.call({ name: 'unsendable' }),
      thread.call({ name: 'echo', sent: 1 }),
    ])
    expect(refused).toMatchObject({ reason: { name: 'DataCloneError' } })
    expect(sent).toMatchObject({ value: 1 })
  })

  it('rethrows an error with its class and fields', async () => {
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
    expect(passing).toBeInstanceOf(TransientFailure)
    expect(passing).toMatchObject({ code: 'upstream-throttled', reach: 'address', waitMs: 300_000 })
    const invalid = await failureOf('invalid token')
    expect(invalid).toBeInstanceOf(InvalidToken)
    expect(invalid).toMatchObject({ code: 'upstream-credentials', cause: { code: '40014' } })
  })

  it('may crash: its calls fail, and the next call gets a new one', async () => {
    expect(await thread.call({ name: 'echo', sent: 1 })).toBe(1)
    const waiting = failureOf('never')
    expect(await failureOf('exit')).toBeInstanceOf(ThreadEnded)
    expect(await waiting).toBeInstanceOf(ThreadEnded)
    expect(await thread.call({ name: 'echo', sent: 2 })).toBe(2)
  })

  it('ends when idle, and starts again for the next call', async () => {
    const resting = new Thread({ script, idleMs: 1 })
    expect(await resting.call({ name: 'echo', sent: 1 })).toBe(1)
    await vi.waitFor(() => expect(resting.isRunning).toBe(false))
    expect(await resting.call({ name: 'echo', sent: 2 })).toBe(2)
    await resting.stop()
  })

  it('answers a call that arrives while it is ending', async () => {
    expect(await thread.call({ name: 'echo', sent: 1 })).toBe(1)
    const ending = thread.stop()
    expect(await thread.call({ name: 'echo', sent: 2 })).toBe(2)
    await ending
  })

  it('fails its open calls when it is stopped', async () => {
    const waiting = failureOf('never')
    expect(await thread.call({ name: 'echo', sent: 1 })).toBe(1)
    await thread.stop()
    expect(await waiting).toBeInstanceOf(ThreadEnded)
  })
})
