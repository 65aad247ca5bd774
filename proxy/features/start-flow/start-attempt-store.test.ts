import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'
import { createStartAttemptStore, type StartAttemptStore } from './start-attempt-store.ts'

describe('attempts to start a flow', () => {
  let store: Store
  let attempts: StartAttemptStore

  withStore((opened) => {
    store = opened
    attempts = createStartAttemptStore(store.database)
  })

  const attempt = (more: Partial<{ userId: string; key: string }> = {}) => {
    return { corpId: newCorp(), userId: 'zhangsan', key: 'key', ...more }
  }

  async function sinceOf(one: ReturnType<typeof attempt>): Promise<number> {
    const found = await attempts.find(one)
    if (found?.state !== 'under-way') throw new Error('It is not under way.')
    return found.since
  }

  it("have an age by the database's clock", async () => {
    const one = attempt()
    await attempts.claim(one, 'digest')
    const since = await sinceOf(one)
    await pause(30)
    const found = await attempts.claim(one, 'digest')
    expect(found).toMatchObject({ state: 'under-way', since })
    expect('ageMs' in found && found.ageMs).toBeGreaterThanOrEqual(29)
  })

  it('are let through once, even when many arrive at the same moment', async () => {
    const one = attempt()
    const inFlight = {
      digest: 'digest',
      state: 'under-way',
      since: expect.any(Number),
      ageMs: expect.any(Number),
    }
    const claims = await Promise.all(Array.from({ length: 8 }, () => attempts.claim(one, 'digest')))
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1)
    expect(claims.filter(({ state }) => state !== 'claimed')).toEqual(
      Array.from({ length: 7 }, () => inFlight),
    )
  })

  it('differ by corp, person and key', async () => {
    const one = attempt()
    await attempts.claim(one, 'digest')
    for (const other of [{ ...one, userId: 'lisi' }, { ...one, key: 'other' }, attempt()]) {
      expect(await attempts.claim(other, 'digest')).toMatchObject({ state: 'claimed' })
    }
  })

  it('keep their answer', async () => {
    const one = attempt()
    const answer = { taskId: 'PRO-1', page: { pcUrl: null, mobileUrl: 'https://esign.cn/1' } }
    await attempts.claim(one, 'digest')
    const since = await sinceOf(one)
    await attempts.finish(one, answer)
    await attempts.withdraw(one, since)
    expect(await attempts.claim(one, 'another')).toEqual({
      digest: 'digest',
      state: 'done',
      answer,
    })
  })

  it('can be withdrawn, and then made again', async () => {
    const one = attempt()
    await attempts.claim(one, 'digest')
    const since = await sinceOf(one)
    await attempts.withdraw(one, since)
    expect(await attempts.find(one)).toBeNull()
    const again = await attempts.claim(one, 'another')
    expect(again).toEqual({ state: 'claimed', since: await sinceOf(one) })
  })

  it('stay when an earlier one under their key is withdrawn, or is unknown, once more', async () => {
    const one = attempt()
    await attempts.claim(one, 'digest')
    const since = await sinceOf(one)
    await attempts.withdraw(one, since)
    await pause(5)
    await attempts.claim(one, 'digest')
    await attempts.withdraw(one, since)
    await attempts.markUnknown(one, since)
    expect(await attempts.find(one)).toMatchObject({ state: 'under-way' })
  })

  it('stay unknown once their outcome is unknown', async () => {
    const one = attempt()
    await attempts.claim(one, 'digest')
    const since = await sinceOf(one)
    await attempts.markUnknown(one, since)
    expect(await attempts.find(one)).toEqual({ digest: 'digest', state: 'unknown' })
    expect(await attempts.takeOver(one, since)).toBeNull()
  })

  it('are taken over by one of several instances', async () => {
    const one = attempt()
    await attempts.claim(one, 'digest')
    const since = await sinceOf(one)
    const tries = Array.from({ length: 4 }, () => attempts.takeOver(one, since))
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
    expect(await sinceOf(one)).toBeGreaterThan(since)
  })

  it('are deleted when they are old', async () => {
    const one = attempt()
    const other = attempt()
    await attempts.claim(one, 'digest')
    await pause(5)
    await attempts.claim(other, 'digest')
    const before = await sinceOf(other)
    expect(await store.registry.retention.clear('old-attempts', before, 1000)).toBeGreaterThan(0)
    expect(await attempts.find(one)).toBeNull()
    expect(await attempts.find(other)).not.toBeNull()
  })
})
