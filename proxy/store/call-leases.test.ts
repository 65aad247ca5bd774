import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CallLeases } from './call-leases.ts'
import { openStore } from './testing/open-store.ts'

/** What one window's 20 calls become for several instances. */

/** No time passes in a test, but where it says `soon`. */
const share = {
  alone: 20,
  together: 8,
  expected: 2,
  leaseMs: 600_000,
  guardMs: 600_000,
  missingMs: 600_000,
}
const lease = { together: 10, withShares: 18, leaseMs: 600_000, guardMs: 600_000 }
const soon = { guardMs: 1 }

let leases: CallLeases

beforeEach(async () => {
  const store = await openStore()
  leases = store.callLeases
  return () => store.close()
})

async function leased(instance: string, lane: string, calls: number, rules = lease) {
  return (await leases.lease(instance, new Map([[lane, calls]]), rules)).get(lane)
}

describe('the shares of every lane', () => {
  it('are all for an instance that is alone, once it has been there for a while', async () => {
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 0 })
    expect(await leases.takeShare('a', share)).toEqual({ calls: 20, others: 0 })
  })

  it('are divided among those that start together', async () => {
    expect(await leases.takeShare('a', share)).toMatchObject({ calls: 4 })
    expect(await leases.takeShare('b', share)).toEqual({ calls: 4, others: 1 })
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 1 })
  })

  it('are none for one that comes, while what the others gave up may be in use', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('a', share)
    expect(await leases.takeShare('b', share)).toEqual({ calls: 0, others: 1 })
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 1 })
    expect(await leases.takeShare('b', share)).toEqual({ calls: 0, others: 1 })
    // As often as it is renewed.
    expect(await leases.takeShare('a', share)).toEqual({ calls: 4, others: 1 })
    expect(await leases.takeShare('b', share)).toEqual({ calls: 0, others: 1 })
  })

  it('are for one that comes what the others gave up, a window later', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    await leases.takeShare('a', { ...share, ...soon })
    await leases.takeShare('a', share)
    await pause(50)
    expect(await leases.takeShare('b', share)).toEqual({ calls: 4, others: 1 })
  })

  it('become free when an instance leaves, and a window has passed', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    await leases.takeShare('c', share)
    await leases.leave('a', share.guardMs)
    expect(await leases.takeShare('c', share)).toEqual({ calls: 0, others: 1 })
    await leases.leave('b', 1)
    await pause(50)
    expect(await leases.takeShare('c', share)).toEqual({ calls: 4, others: 0 })
  })

  it('are all for one that the others have left', async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
    await leases.leave('a', 1)
    await pause(50)
    expect(await leases.takeShare('b', share)).toEqual({ calls: 20, others: 0 })
  })

  it('of one that is gone without a word become free by time, but for what it may use still', async () => {
    await leases.takeShare('a', { ...share, leaseMs: 1 })
    await leases.takeShare('b', share)
    await pause(50)
    expect(await leases.takeShare('b', { ...share, ...soon })).toEqual({ calls: 8, others: 0 })
    const later = { ...share, ...soon, missingMs: 1 }
    expect(await leases.takeShare('b', later)).toEqual({ calls: 20, others: 0 })
  })

  it('are at most what all have together, however many there are', async () => {
    const instances = Array.from({ length: 12 }, (_, index) => `instance ${index}`)
    for (let round = 0; round < 3; round += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const taken = await Promise.all(instances.map((one) => leases.takeShare(one, share)))
      const sum = taken.reduce((calls, one) => calls + one.calls, 0)
      expect(sum).toBeLessThanOrEqual(share.together)
    }
  })
})

describe('leases of a lane', () => {
  beforeEach(async () => {
    await leases.takeShare('a', share)
    await leases.takeShare('b', share)
  })

  it('go to who asks, for each lane by itself, up to what there is', async () => {
    const wanted = new Map([
      ['one', 10],
      ['two', 3],
    ])
    expect(await leases.lease('a', wanted, lease)).toEqual(wanted)
    expect(await leased('b', 'one', 5)).toBe(0)
    expect(await leased('b', 'two', 7)).toBe(5)
  })

  it('are divided among those that ask, when they are renewed', async () => {
    expect(await leased('a', 'one', 10)).toBe(10)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('a', 'one', 10)).toBe(5)
    expect(await leased('b', 'one', 10)).toBe(0)
  })

  it('are what others gave up, a window later', async () => {
    expect(await leased('a', 'one', 10)).toBe(10)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('a', 'one', 10, { ...lease, ...soon })).toBe(5)
    await pause(50)
    expect(await leased('b', 'one', 10)).toBe(5)
  })

  it('of who is gone are not free before a window has passed', async () => {
    expect(await leased('a', 'one', 10, { ...lease, leaseMs: 1 })).toBe(10)
    await pause(50)
    expect(await leased('b', 'one', 10)).toBe(0)
    expect(await leased('b', 'one', 10, { ...lease, ...soon })).toBe(10)
  })

  it('are none while one that was alone may still have calls of all', async () => {
    await leases.leave('b', 1)
    await pause(50)
    await leases.takeShare('a', share)
    expect(await leases.takeShare('a', share)).toMatchObject({ calls: 20 })
    expect(await leased('b', 'one', 10)).toBe(0)
  })
})
