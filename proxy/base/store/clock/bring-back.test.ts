import { expect, it } from 'vitest'
import type { Store } from '#proxy/base/store/store.ts'
import { newCorp, reading } from '#proxy/base/store/testing/samples.ts'
import { withStore } from '#proxy/base/store/testing/with-store.ts'

const dayMs = 24 * 60 * 60_000
const none = { recurring: {}, looking: [] }

let store: Store
withStore((opened) => (store = opened))

it('contracts that were read by a clock ahead are read again', async () => {
  const corpId = newCorp()
  const now = Date.now()
  const ahead = now + 400 * dayMs
  const { flows } = store.registry
  const note = async (taskId: string, readAt: number) => {
    const begun = await flows.beginReading(corpId, taskId)
    await flows.recordReading(corpId, reading(taskId, { ...begun, readAt }))
  }
  await note('PRO-AHEAD', ahead)
  await note('PRO-RIGHT', now)
  const asked = {
    now: now + 60_000,
    day: 0,
    calls: { least: 1, most: 1 },
    allowance: 100,
    exceptCorps: [],
    limit: 10,
    perCorp: 10,
  }
  expect(await store.sweeps.claim(asked)).toEqual([])
  await store.bringBack({ ...none, now: now + 60_000 })
  expect(await store.sweeps.claim(asked)).toMatchObject([{ corpId, taskId: 'PRO-AHEAD' }])
})

it('tokens and leases of a database whose clock was ahead end', async () => {
  const { tokenBook, lineLeases } = store
  const [ahead, right] = [`ahead ${newCorp()}`, `right ${newCorp()}`]
  await tokenBook.put(ahead, 'sealed', 400 * dayMs)
  await tokenBook.put(right, 'sealed', dayMs / 12)
  const line = { state: 'open' as const, since: 0, lastFrameAt: null }
  expect(await lineLeases.hold('ahead', 1, 400 * dayMs, line)).toBe(true)
  expect(await lineLeases.hold('other', 1, 60_000, line)).toBe(false)
  await store.bringBack({ ...none, now: Date.now() })
  expect(await tokenBook.take(ahead, 0, 60_000)).toEqual({ kind: 'fetch' })
  expect(await tokenBook.take(right, 0, 60_000)).toMatchObject({ kind: 'token' })
  expect(await lineLeases.hold('other', 1, 60_000, line)).toBe(true)
})

it('an attempt to send, put off by a clock ahead, is made', async () => {
  const corpId = newCorp()
  const now = Date.now()
  const job = { corpId, kind: 'looks', key: 'key', dueAt: now, expiresAt: null }
  const claiming = { kinds: ['looks'], exceptShares: [], claim: 'a', leaseMs: 60_000, now }
  await store.jobs.put([job, { ...job, key: 'ahead', dueAt: now + dayMs }], now)
  const claimed = await store.jobs.claim(claiming)
  if (claimed === null) throw new Error('nothing is due')
  await store.jobs.postpone(claimed, { dueAt: now + 5 * 60 * 60_000, reason: null, tries: 0 })
  await store.jobs.put([{ ...job, key: 'put ahead' }], now + 5 * 60 * 60_000)
  await store.bringBack({ recurring: {}, looking: ['looks'], now })
  expect(await store.jobs.find(corpId, 'key')).toMatchObject({ dueAt: now })
})
