import { describe, expect, it, vi } from 'vitest'
import { SharedReads } from './shared-reads.ts'

/** Reads whose end the test controls. */
function setUp() {
  const started: {
    resolve: (value: unknown) => void
    reject: (error: Error) => void
    signal: AbortSignal | undefined
  }[] = []
  const start = vi.fn(
    (signal: AbortSignal | undefined) =>
      new Promise((resolve, reject) => {
        started.push({ resolve, reject, signal })
        signal?.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  const reads = new SharedReads()
  const read = (key: string, signal?: AbortSignal) => reads.read(key, signal, start)
  return { reads, read, start, started }
}

describe('shared reads', () => {
  it('share one call per key while it is in progress', async () => {
    const { read, start, started } = setUp()
    const answers = [read('a'), read('b'), read('a')]
    expect(start).toHaveBeenCalledTimes(2)
    started[0]?.resolve(1)
    started[1]?.resolve(2)
    expect(await Promise.all(answers)).toEqual([1, 2, 1])
    void read('a')
    expect(start).toHaveBeenCalledTimes(3)
  })

  it('share a failure, and do not keep it', async () => {
    const { read, start, started } = setUp()
    const answers = Promise.allSettled([read('a'), read('a', new AbortController().signal)])
    started[0]?.reject(new Error('down'))
    expect(await answers).toMatchObject([
      { reason: { message: 'down' } },
      { reason: { message: 'down' } },
    ])
    void read('a')
    expect(start).toHaveBeenCalledTimes(2)
  })

  it('continue for the others when one caller aborts', async () => {
    const { read, started } = setUp()
    const abort = new AbortController()
    const leaving = read('a', abort.signal)
    const patient = read('a', new AbortController().signal)
    const plain = read('a')
    abort.abort(new Error('gone'))
    await expect(leaving).rejects.toThrow('gone')
    expect(started[0]?.signal?.aborted).toBe(false)
    started[0]?.resolve('answer')
    expect(await Promise.all([patient, plain])).toEqual(['answer', 'answer'])
  })

  it('continue for a caller without a signal when all others abort', async () => {
    const { read, started } = setUp()
    const plain = read('a')
    await expect(read('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
    started[0]?.resolve('answer')
    expect(await plain).toBe('answer')
  })

  it('end when all callers have aborted, and are not joined then', async () => {
    const { read, start, started } = setUp()
    const aborts = [new AbortController(), new AbortController()]
    const leaving = aborts.map(({ signal }) => read('a', signal))
    for (const abort of aborts) abort.abort(new Error('gone'))
    for (const result of await Promise.allSettled(leaving)) expect(result.status).toBe('rejected')
    expect(started[0]?.signal?.aborted).toBe(true)
    const later = read('a')
    expect(start).toHaveBeenCalledTimes(2)
    started[1]?.resolve('fresh')
    expect(await later).toBe('fresh')
  })

  it('count a caller that had aborted before asking', async () => {
    const { read, started } = setUp()
    await expect(read('a', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
    expect(started[0]?.signal?.aborted).toBe(true)
  })

  it('are not joined after a change, but answer earlier callers', async () => {
    const { reads, read, start, started } = setUp()
    const before = read('corp\n/a')
    void read('other\n/a')
    reads.forget('corp\n')
    const after = read('corp\n/a')
    void read('other\n/a')
    expect(start).toHaveBeenCalledTimes(3)
    started[0]?.resolve('old')
    started[2]?.resolve('new')
    expect(await before).toBe('old')
    expect(await after).toBe('new')
  })

  it('do not affect the read that replaced them', async () => {
    const { reads, read, start, started } = setUp()
    const before = read('corp\n/a')
    reads.forget('corp\n')
    const after = read('corp\n/a')
    started[0]?.resolve('old')
    await before
    const joined = read('corp\n/a')
    expect(start).toHaveBeenCalledTimes(2)
    started[1]?.resolve('new')
    expect(await Promise.all([after, joined])).toEqual(['new', 'new'])
  })
})
