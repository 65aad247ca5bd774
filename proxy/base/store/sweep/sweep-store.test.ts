import { beforeEach, describe, expect, it } from 'vitest'
import type { NextStep } from '#shared/rules/situation/next-step.ts'
import type { ClaimedFlow, SweepClaim } from './sweep-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, reading, started } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = Date.UTC(2026, 10, 26)

let store: Store
let corpId: string
let now: number

withStore((opened) => (store = opened))

beforeEach(() => {
  corpId = newCorp()
  now = start
})

/** Each reading makes one call, unless a test overrides that. */
async function claimFlows(asked: Partial<SweepClaim> = {}): Promise<ClaimedFlow[]> {
  const claimed = await store.sweeps.claim({
    now,
    day: start,
    allowance: 1000,
    calls: { least: 1, most: 1 },
    exceptCorps: [],
    limit: 1000,
    perCorp: 1000,
    ...asked,
  })
  return claimed.filter((flow) => flow.corpId === corpId)
}

async function claim(asked: Partial<SweepClaim> = {}): Promise<string[]> {
  return (await claimFlows(asked)).map(({ taskId }) => taskId)
}

function read(taskId: string, facts: Parameters<typeof reading>[1] = {}) {
  return store.registry.flows.recordReading(corpId, reading(taskId, { readAt: now, ...facts }))
}

function startFlow(taskId: string, more: Parameters<typeof started>[1] = {}) {
  return store.registry.flows.recordStart(corpId, started(taskId, { startedAt: now, ...more }))
}

function step(kind: NextStep['kind'], since: number | null = null): NextStep {
  return { kind, people: [], since, followedBy: [], reason: null }
}

describe('an open flow', () => {
  it('is due soon after its start, and given to one instance', async () => {
    await startFlow('PRO-1')
    expect(await claim()).toEqual([])
    now += minute
    const all = await Promise.all([claim(), claim(), claim()])
    expect(all.flat()).toEqual(['PRO-1'])
  })

  it('is due again later when its instance has died', async () => {
    await startFlow('PRO-1')
    now += minute
    await claim()
    now += 10 * minute
    expect(await claim()).toEqual(['PRO-1'])
  })

  it('is due later and later while nothing happens, and soon again after an event', async () => {
    await startFlow('PRO-1')
    now += minute
    await read('PRO-1', { nextStep: step('waiting-for-signature', now) })
    const same = { nextStep: step('waiting-for-signature', now) }
    now += 10 * hour
    expect(await claim()).toEqual(['PRO-1'])
    await read('PRO-1', same)
    now += 9 * hour
    expect(await claim()).toEqual([])
    await read('PRO-1', { nextStep: step('waiting-for-seal-approval') })
    now += 6 * minute
    expect(await claim()).toEqual(['PRO-1'])
  })

  it('is not read often at first when it has been unchanged for long', async () => {
    const nextStep = step('waiting-for-signature', start - 5 * day)
    await read('PRO-OLD', { nextStep })
    now += 23 * hour
    expect(await claim()).toEqual([])
    now += hour
    expect(await claim()).toEqual(['PRO-OLD'])
  })

  it('is never due after its end', async () => {
    await startFlow('PRO-1')
    await startFlow('PRO-2')
    now += minute
    await read('PRO-1', { status: 'completed', nextStep: step('completed') })
    now += 30 * day
    expect(await claim()).toEqual(['PRO-2'])
  })

  it('is due a few times after its end while somebody is listed as not having signed', async () => {
    await startFlow('PRO-1')
    const lagging = {
      status: 'completed',
      nextStep: step('completed-not-all-signed', now),
    } as const
    now += minute
    await read('PRO-1', lagging)
    let times = 0
    for (let passed = 0; passed < 2 * day; passed += 5 * minute) {
      now += 5 * minute
      if ((await claim()).length === 0) continue
      times += 1
      await read('PRO-1', lagging)
    }
    expect(times).toBeGreaterThan(2)
    expect(times).toBeLessThan(8)
    // A reading by a requester changes nothing.
    await read('PRO-1', lagging)
    now += day
    expect(await claim()).toEqual([])
  })

  it('is due before its last day begins', async () => {
    const deadline = start + 5 * day
    await startFlow('PRO-1', { deadline })
    const nextStep = step('waiting-for-signature', start - 9 * day)
    now = start + 3.6 * day
    await read('PRO-1', { nextStep })
    now = deadline - day - 20 * minute
    expect(await claim()).toEqual([])
    now = deadline - day
    expect(await claim()).toEqual(['PRO-1'])
  })

  it('is due by the reading that began last, though its clock is behind', async () => {
    const nextStep = step('waiting-for-signature', start - 9 * day)
    await read('PRO-1', { nextStep, readAt: start, order: 1 })
    const signed = step('waiting-for-seal-approval')
    await read('PRO-1', { nextStep: signed, readAt: start - minute, order: 2 })
    now = start + 10 * minute
    expect(await claim()).toEqual(['PRO-1'])
  })

  it('does not become due earlier by a late reading', async () => {
    const nextStep = step('waiting-for-signature', start - 9 * day)
    await read('PRO-1', { nextStep, readAt: start, order: 2 })
    await read('PRO-1', { nextStep, readAt: start - hour, order: 1 })
    now = start + day - minute
    expect(await claim()).toEqual([])
  })
})

describe('the calls of a day', () => {
  async function startMany(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, index) => startFlow(`PRO-${index}`)))
    now += hour
  }

  it('are limited, over all instances', async () => {
    await startMany(20)
    const asked = { allowance: 7, perCorp: 2 }
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(asked)))
    expect(claims.flat()).toHaveLength(7)
    expect(new Set(claims.flat()).size).toBe(7)
    expect(await claim({ allowance: 9 })).toHaveLength(2)
    now += day
    expect(await claim({ allowance: 5, day: start + day })).toHaveLength(5)
  })

  it('are enough for each reading, and what is over is for calls that are repeated', async () => {
    await startMany(9)
    const calls = { least: 3, most: 6 }
    const granted = async (allowance: number) =>
      (await claimFlows({ allowance, calls })).map((flow) => flow.calls)
    expect(await granted(2)).toEqual([])
    expect(await granted(5)).toEqual([5])
    expect(await granted(7)).toEqual([])
    expect(await granted(13)).toEqual([4, 4])
    expect(await granted(31)).toEqual([3, 3, 3, 3, 3, 3])
  })

  it('are those that were made', async () => {
    await startMany(4)
    const asked = { allowance: 6, calls: { least: 3, most: 6 }, perCorp: 1 }
    const [flow] = await claimFlows(asked)
    if (flow === undefined) throw new Error('nothing was due')
    await store.sweeps.release(flow, 3)
    await store.sweeps.charge(corpId, start, 1)
    expect(await claim(asked)).toEqual([])
    expect(await claim({ ...asked, allowance: 7 })).toHaveLength(1)
    // Calls returned a day later count for the previous day.
    const tomorrow = { ...asked, day: start + day }
    expect(await claim(tomorrow)).toHaveLength(1)
    await store.sweeps.release(flow, 3)
    expect(await claim(tomorrow)).toEqual([])
  })

  it('go first to flows that are late by most of their pause', async () => {
    const since = start - 9 * day
    await read('PRO-OLD', { nextStep: step('waiting-for-signature', since) })
    now = start + day + hour
    await startFlow('PRO-NEW')
    now += minute
    expect(await claim({ perCorp: 1 })).toEqual(['PRO-NEW'])
  })

  it('are not used for a paused corp', async () => {
    await startMany(1)
    expect(await claim({ exceptCorps: [corpId] })).toEqual([])
    expect(await claim({ allowance: 0 })).toEqual([])
    expect(await claim()).toHaveLength(1)
  })
})
