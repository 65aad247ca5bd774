import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'

const at = 1_700_000_000_000
const dayMs = 24 * 60 * 60_000
const maxGapMs = 30_000

let store: Store

beforeEach(async () => {
  store = await openStore()
})

afterEach(() => store.close())

/** When an organisation is read in DingTalk; null if it need not be. */
async function dueAt(corpId: string): Promise<number | null> {
  const job = await store.jobs.find(corpId, 'corp-in-dingtalk')
  return job?.state === 'waiting' ? job.dueAt : null
}

describe('what was noted while the clock was a day ahead', () => {
  beforeEach(async () => {
    await store.eventWatch.notePresent(at + dayMs, maxGapMs, at + dayMs)
  })

  it('counts as a gap, once', async () => {
    const { eventWatch } = store
    expect(await eventWatch.notePresent(at, maxGapMs, at)).toBe(true)
    expect(await eventWatch.receivedUntil()).toBe(at)
    expect(await eventWatch.notePresent(at + 5000, maxGapMs, at + 5000)).toBe(false)
  })

  it('gives way to received events', async () => {
    await store.eventWatch.noteReceived(at)
    expect(await store.eventWatch.receivedUntil()).toBe(at)
  })

  it('keeps no organisation from being read after a gap', async () => {
    const { corps, eventWatch } = store
    await corps.noteSeen('dingcorp', at)
    await eventWatch.noteGap(at + dayMs, at + dayMs)
    expect(await dueAt('dingcorp')).toBe(at + dayMs)
    await eventWatch.noteGap(at, at)
    expect(await dueAt('dingcorp')).toBe(at + 1000)
  })
})

it('after a gap every organisation that has the app is read, ten a second, whatever was read', async () => {
  const { corps, eventWatch, jobs } = store
  const corpIds = Array.from({ length: 12 }, (_, index) => `ding${10 + index}`)
  for (const corpId of corpIds) await corps.updateCorp({ corpId, at: 1, isEnabled: false })
  await corps.updateCorp({ corpId: 'dinggone', at: 1, isAuthorised: false })
  const put = vi.fn()
  jobs.onPut(put)
  await eventWatch.noteReceived(at)
  expect(await eventWatch.notePresent(at + maxGapMs, maxGapMs, at + maxGapMs)).toBe(false)
  expect(put).not.toHaveBeenCalled()
  await eventWatch.noteGap(at, at)
  expect(put).toHaveBeenCalledOnce()
  const due = await Promise.all(corpIds.map(dueAt))
  expect(due).toEqual([...Array.from({ length: 10 }, () => at), at + 1000, at + 1000])
  expect(await dueAt('dinggone')).toBeNull()
})
