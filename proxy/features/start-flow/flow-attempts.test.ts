import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ProblemError } from '#proxy/base/problem.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createFlowAttempts, type Work } from './flow-attempts.ts'
import { createStartAttemptStore, type StartAttemptStore } from './start-attempt-store.ts'

const unknown = { code: 'outcome-unknown' }
const underWay = { code: 'start-under-way' }
const reused = { code: 'idempotency-key-reused' }

describe('attempts to start a flow', () => {
  let stored: StartAttemptStore

  withStore((opened) => {
    stored = createStartAttemptStore(opened.database)
  })

  const warn = vi.fn()
  /**
   * When a dead instance's attempt started. Its age is faked, as by the database it is too young.
   */
  let diedSince: number | null = null

  beforeEach(() => {
    diedSince = null
  })

  /** One of several instances on the same store, or the next one after a restart. */
  function instance(attempts = stored, followMs = 10_000) {
    const aged: StartAttemptStore = {
      ...attempts,
      async claim(...given) {
        const found = await attempts.claim(...given)
        const isOfDead = found.state === 'under-way' && found.since === diedSince
        return isOfDead ? { ...found, ageMs: 60_001 } : found
      },
    }
    return createFlowAttempts({ attempts: aged, log: { warn }, pollMs: 5, followMs })
  }

  const newAttempt = () => ({ corpId: newCorp(), userId: 'zhangsan', key: 'key' })

  function work(more: Partial<Work<string>> = {}) {
    const run = vi.fn(() => Promise.resolve('answer'))
    return {
      request: { title: '合同' },
      run,
      possiblyDone: () => true,
      read: (answer: unknown) => String(answer),
      ...more,
    }
  }

  it('run once for simultaneous callers on any instance', async () => {
    const attempt = newAttempt()
    const done = work()
    const instances = [instance(), instance(), instance()]
    const asked = instances.flatMap((each) => [1, 2, 3].map(() => each.once(attempt, done)))
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['answer']))
    expect(done.run).toHaveBeenCalledTimes(1)
  })

  it('have the same answer after a restart', async () => {
    const attempt = newAttempt()
    await instance().once(attempt, work())
    const again = work()
    expect(await instance().once(attempt, again)).toBe('answer')
    expect(again.run).not.toHaveBeenCalled()
  })

  it('wait for the instance that is running them', async () => {
    const attempt = newAttempt()
    let finish = (_answer: string) => {}
    const run = vi.fn(() => new Promise<string>((resolve) => (finish = resolve)))
    const first = instance().once(attempt, work({ run }))
    await vi.waitFor(() => expect(run).toHaveBeenCalled())
    expect(await stored.find(attempt)).toMatchObject({ state: 'under-way' })
    const other = work()
    const second = instance().once(attempt, other)
    finish('slow answer')
    expect(await Promise.all([first, second])).toEqual(['slow answer', 'slow answer'])
    expect(other.run).not.toHaveBeenCalled()
  })

  it('are not waited for longer than the page waits, on any instance', async () => {
    const attempt = newAttempt()
    let finish = (_answer: string) => {}
    const run = vi.fn(() => new Promise<string>((resolve) => (finish = resolve)))
    const [one, other] = [1, 2].map(() => instance(stored, 20))
    const first = one?.once(attempt, work({ run }))
    await vi.waitFor(() => expect(run).toHaveBeenCalled())
    const again = work()
    for (const impatient of [one, other])
      await expect(impatient?.once(attempt, again)).rejects.toMatchObject(underWay)
    finish('slow answer')
    expect(await first).toBe('slow answer')
    expect(await other?.once(attempt, again)).toBe('slow answer')
    expect(again.run).not.toHaveBeenCalled()
  })

  it('refuse another request with the same key', async () => {
    const attempt = newAttempt()
    const other = work({ request: { title: '另一份' } })
    const one = instance()
    const first = one.once(attempt, work())
    await expect(one.once(attempt, other)).rejects.toMatchObject(reused)
    await first
    await expect(one.once(attempt, other)).rejects.toMatchObject(reused)
    await expect(instance().once(attempt, other)).rejects.toMatchObject(reused)
  })

  it('free the key when the request was refused', async () => {
    const attempt = newAttempt()
    const refusal = new ProblemError('input-refused', 'no')
    const refused = work({ run: () => Promise.reject(refusal), possiblyDone: () => false })
    await expect(instance().once(attempt, refused)).rejects.toBe(refusal)
    expect(await instance().once(attempt, work({ request: 'mended' }))).toBe('answer')
  })

  it('are never repeated when they may have been done', async () => {
    const attempt = newAttempt()
    const silent = work({ run: () => Promise.reject(new Error('no answer')) })
    await expect(instance().once(attempt, silent)).rejects.toMatchObject(unknown)
    const again = work()
    await expect(instance().once(attempt, again)).rejects.toMatchObject(unknown)
    expect(again.run).not.toHaveBeenCalled()
  })

  /** An instance that dies before its call is answered. */
  async function die(attempt: ReturnType<typeof newAttempt>, request: unknown) {
    const never = work({ request, run: () => new Promise(() => {}) })
    void instance().once(attempt, never)
    diedSince = await vi.waitFor(async () => {
      const found = await stored.find(attempt)
      if (found?.state !== 'under-way') throw new Error('it has not begun yet')
      return found.since
    })
  }

  it('have an unknown outcome when their instance has died', async () => {
    const attempt = newAttempt()
    const again = work()
    await die(attempt, again.request)
    await expect(instance().once(attempt, again)).rejects.toMatchObject(unknown)
    expect(again.run).not.toHaveBeenCalled()
    expect(await stored.find(attempt)).toMatchObject({ state: 'unknown' })
  })

  it('are repeated after their instance has died when nothing can have been done', async () => {
    const attempt = newAttempt()
    const harmless = work({ possiblyDone: () => false })
    await die(attempt, harmless.request)
    const asked = [instance(), instance()].map((each) => each.once(attempt, harmless))
    expect(await Promise.all(asked)).toEqual(['answer', 'answer'])
    expect(harmless.run).toHaveBeenCalledTimes(1)
  })

  it('return the answer even when it cannot be stored', async () => {
    const attempt = newAttempt()
    const broken = { ...stored, finish: () => Promise.reject(new Error('x')) }
    expect(await instance(broken).once(attempt, work())).toBe('answer')
    expect(warn).toHaveBeenCalledWith(expect.anything(), 'attempt not noted as done')
  })

  it('do nothing when the start cannot be stored', async () => {
    const claim = () => Promise.reject(new Error('x'))
    const undone = work()
    await expect(instance({ ...stored, claim }).once(newAttempt(), undone)).rejects.toMatchObject({
      code: 'store-unavailable',
    })
    expect(undone.run).not.toHaveBeenCalled()
  })

  it('do not block others with a claim that came too late', async () => {
    const attempt = newAttempt()
    const kept = stored
    let release = () => {}
    const slow = new Promise<void>((resolve) => (release = resolve))
    const claim: typeof kept.claim = (...given) => slow.then(() => kept.claim(...given))
    const withdraw = vi.fn((...given: Parameters<typeof kept.withdraw>) => kept.withdraw(...given))
    const attempts = { ...kept, claim, withdraw }
    const late = createFlowAttempts({ attempts, log: { warn }, storeMs: 20 })
    const undone = work()
    await expect(late.once(attempt, undone)).rejects.toMatchObject({ code: 'store-unavailable' })
    release()
    await vi.waitFor(() => expect(withdraw).toHaveResolvedTimes(1))
    expect(await kept.find(attempt)).toBeNull()
    expect(undone.run).not.toHaveBeenCalled()
  })
})
