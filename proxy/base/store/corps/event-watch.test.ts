import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'

const at = 1_700_000_000_000
const dayMs = 24 * 60 * 60_000
const maxGapMs = 30_000

describe('what was noted while the clock was a day ahead', () => {
  let store: Store

  beforeEach(async () => {
    store = await openStore()
    await store.eventWatch.notePresent(at + dayMs, maxGapMs)
  })

  afterEach(() => store.close())

  it('counts as a gap, once', async () => {
    const { eventWatch } = store
    expect(await eventWatch.notePresent(at, maxGapMs)).toBe(true)
    expect(await eventWatch.claimChecks('this', 1000)).toBe(at)
    expect(await eventWatch.heardUntil()).toBe(at)
    expect(await eventWatch.notePresent(at + 5000, maxGapMs)).toBe(false)
  })

  it('gives way to received events, and to a gap', async () => {
    const { eventWatch } = store
    await eventWatch.noteHeard(at)
    expect(await eventWatch.heardUntil()).toBe(at)
    await eventWatch.noteGap(at + 1000)
    expect(await eventWatch.claimChecks('this', 1000)).toBe(at + 1000)
  })

  it('keeps no organisation from being looked at after a gap', async () => {
    const { corps, eventWatch } = store
    await corps.noteSeen('dingcorp', at)
    await eventWatch.noteChecked(['dingcorp'], at + dayMs)
    await eventWatch.noteGap(at)
    expect(await eventWatch.dueChecks(at, 10)).toEqual(['dingcorp'])
  })
})
