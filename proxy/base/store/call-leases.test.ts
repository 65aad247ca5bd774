import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallLeases } from './call-leases.ts'
import { openStore } from './testing/open-store.ts'

/** How the 20 calls of a window are divided among several instances. */

/** These times never pass within a test; tests that need it override them, such as with `soon`. */
const share = {
  held: 0,
  alone: 20,
  total: 8,
  expected: 2,
  leaseMs: 600_000,
  guardMs: 600_000,
  missingMs: 600_000,
}
const lease = { share: 0, total: 10, withShares: 18, leaseMs: 600_000, guardMs: 600_000 }
const soon = { guardMs: 1 }

let leases: CallLeases

beforeEach(async () => {
  const store = await openStore()
  leases = store.callLeases
  return () => store.close()
})

async function leased(instance: string, lane: string, calls: number, rules = {}) {
  const { held, ...request } = { held: 0, ...lease, ...rules }
  return (await leases.lease(instance, new Map([[lane, { calls, held }]]), request)).get(lane)
}

describe('the shares of every lane', () => {
  it('all belong to an instance that is alone, after its second request', async () => {
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 0 })
    expect(await leases.takeShare('a', share)).toEqual({ calls: 20, others: 0 })
  })

  it('are divided among instances that start together', async () => {
    expect(await leases.takeShare('a', share)).toMatchObject({ calls: 4 })
    expect(await leases.takeShare('b', share)).toEqual({ calls: 4, others: 1 })
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 1 })
  })

  it('are zero for a new instance while the others may still use what they give up', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('a', share)
    expect(await leases.takeShare('b', share)).toEqual({ calls: 0, others: 1 })
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 1 })
    expect(await leases.takeShare('b', share)).toEqual({ calls: 0, others: 1 })
    // Renewing changes nothing.
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 1 })
    expect(await leases.takeShare('b', share)).toEqual({ calls: 0, others: 1 })
  })

  it('go to a new instance a window after the others have reported giving them up', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    await leases.takeShare('a', { ...share, ...soon, held: 20 })
    await pause(50)
    expect(await leases.takeShare('b', share)).toMatchObject({ calls: 0 })
    await leases.takeShare('a', { ...share, ...soon, held: 4 })
    await pause(50)
    expect(await leases.takeShare('b', share)).toEqual({ calls: 4, others: 1 })
  })

  it('that are to be given up count until they end, for the answer may be lost', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('a', { ...share, leaseMs: 3_000 })
    await leases.takeShare('b', share)
    await leases.takeShare('a', { ...share, ...soon, held: 20 })
    expect(await leases.takeShare('b', share)).toMatchObject({ calls: 0 })
    await vi.waitFor(async () =>
      expect(await leases.takeShare('b', share)).toEqual({ calls: 4, others: 1 }),
    )
  })

  it('get no smaller while others wait for what was given up, so that these wait no longer', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    expect(await leases.takeShare('a', { ...share, held: 20 })).toMatchObject({ calls: 4 })
    await leases.takeShare('c', share)
    expect(await leases.takeShare('a', { ...share, ...soon, held: 4 })).toMatchObject({ calls: 4 })
    await pause(50)
    expect(await leases.takeShare('b', share)).toMatchObject({ calls: 2 })
  })

  it('become free a window after an instance has left', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    await leases.takeShare('c', share)
    await leases.leave('a', share.guardMs)
    expect(await leases.takeShare('c', share)).toEqual({ calls: 0, others: 1 })
    await leases.leave('b', 1)
    await pause(50)
    expect(await leases.takeShare('c', share)).toEqual({ calls: 4, others: 0 })
  })

  it('all belong to the last instance', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    await leases.leave('a', 1)
    await pause(50)
    expect(await leases.takeShare('b', share)).toEqual({ calls: 20, others: 0 })
  })

  it('of a dead instance become free after a time, except what it may still use', async () => {
    await leases.takeShare('a', { ...share, leaseMs: 1 })
    await leases.takeShare('b', share)
    await pause(50)
    expect(await leases.takeShare('b', { ...share, ...soon })).toEqual({ calls: 8, others: 0 })
    const later = { ...share, ...soon, missingMs: 1 }
    expect(await leases.takeShare('b', later)).toEqual({ calls: 20, others: 0 })
  })

  it('are together never more than the total, however many instances there are', async () => {
    const instances = Array.from({ length: 12 }, (_, index) => `instance ${index}`)
    for (let round = 0; round < 3; round += 1) {
      const taken = await Promise.all(instances.map((one) => leases.takeShare(one, share)))
      const sum = taken.reduce((calls, one) => calls + one.calls, 0)
      expect(sum).toBeLessThanOrEqual(share.total)
    }
  })
})

describe('leases of a lane', () => {
  beforeEach(async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
  })

  it('are given to instances that ask, per lane, up to what is left', async () => {
    const wanted = new Map([
      ['one', { calls: 10, held: 0 }],
      ['two', { calls: 3, held: 0 }],
    ])
    expect(await leases.lease('a', wanted, lease)).toEqual(
      new Map([
        ['one', 10],
        ['two', 3],
      ]),
    )
    expect(await leased('b', 'one', 5)).toBe(0)
    expect(await leased('b', 'two', 7)).toBe(5)
  })

  it('are divided among instances that ask when they are renewed', async () => {
    expect(await leased('a', 'one', 10)).toBe(10)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('a', 'one', 10)).toBe(5)
    expect(await leased('b', 'one', 10)).toBe(0)
  })

  it('are available a window after others have reported giving them up', async () => {
    expect(await leased('a', 'one', 10)).toBe(10)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('a', 'one', 10, { ...soon, held: 10 })).toBe(5)
    await pause(50)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('a', 'one', 10, { ...soon, held: 5 })).toBe(5)
    await pause(50)
    expect(await leased('b', 'one', 10)).toBe(5)
  })

  it('leave room for the share that the instance still uses', async () => {
    expect(await leased('a', 'one', 10, { share: 8 })).toBe(6)
  })

  it('of a dead instance are free only after a window has passed', async () => {
    expect(await leased('a', 'one', 10, { leaseMs: 1 })).toBe(10)
    await pause(50)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('b', 'one', 10, soon)).toBe(10)
  })

  it('are zero while an instance that was alone may still use all calls', async () => {
    await leases.leave('b', 1)
    await pause(50)
    await leases.takeShare('a', share)
    expect(await leases.takeShare('a', share)).toMatchObject({ calls: 20 })
    expect(await leased('b', 'one', 10)).toBe(0)
  })
})
