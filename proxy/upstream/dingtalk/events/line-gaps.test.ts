import { afterEach, beforeEach, expect, it, vi, type MockInstance } from 'vitest'
import { openStore } from '#proxy/base/store/testing/open-store.ts'
import type { Store } from '#proxy/base/store/store.ts'
import type { EventWatchStore } from '#proxy/base/store/corps/event-watch-store.ts'
import type { LineState } from '#proxy/base/store/corps/line-lease-store.ts'
import { LineKeeper } from './line-keeper.ts'
import type { LineStatus } from './stream-client.ts'

/** An instance whose line reopens after a gap, and the other instances' lines in the database. */

const openedAt = 1_000_000
const longMs = 60_000

let store: Store
/** How far the database's clock is ahead of that of this instance. */
let storeAheadMs: number
let keeper: LineKeeper
let status: LineStatus
let noteGap: MockInstance<EventWatchStore['noteGap']>
const log = { warn: vi.fn() }

beforeEach(async () => {
  store = await openStore()
  storeAheadMs = 0
  noteGap = vi.spyOn(store.eventWatch, 'noteGap')
  status = { state: 'open', since: openedAt, lastFrameAt: openedAt }
  keeper = newKeeper('this', () => status)
})

function newKeeper(instance: string, statusOf: () => LineStatus, leaseMs = 5_000): LineKeeper {
  return new LineKeeper({
    client: {
      start: () => {},
      stop: () => {},
      get status() {
        return statusOf()
      },
    },
    leases: store.lineLeases,
    watch: store.eventWatch,
    instance,
    log,
    now: () => openedAt,
    storeNow: async () => openedAt + storeAheadMs,
    times: { leaseMs, renewMs: 20, reportMs: 20, giveUpMs: 200, restMs: 500 },
  })
}

afterEach(async () => {
  vi.useRealTimers()
  await keeper.close()
  await store.close()
})

function holdAnother(line: Partial<LineState>, leaseMs = longMs): Promise<boolean> {
  const open = { state: 'open', since: 500_000, lastFrameAt: 900_000 } as const
  return store.lineLeases.hold('other', 2, leaseMs, { ...open, ...line })
}

/** After a gap was checked, the line's own frames count again. */
async function becomesJudged(): Promise<void> {
  status = { ...status, lastFrameAt: openedAt + longMs }
  const receivedUntil = () => store.eventWatch.receivedUntil()
  await vi.waitFor(async () => expect(await receivedUntil()).toBe(openedAt + longMs))
}

it('makes every organisation due, though its own line says that it is open', async () => {
  await store.eventWatch.noteReceived(900_000)
  await store.lineLeases.hold('this', 2, longMs, { ...status, state: 'open', since: 500_000 })
  keeper.noteBack()
  keeper.start()
  await vi.waitFor(() => expect(noteGap).toHaveBeenCalledTimes(1))
  expect(noteGap).toHaveBeenCalledWith(openedAt, openedAt)
  await becomesJudged()
  expect(noteGap).toHaveBeenCalledTimes(1)
})

it('does so before events were ever listened to', async () => {
  await holdAnother({})
  keeper.noteBack()
  keeper.start()
  await vi.waitFor(() => expect(noteGap).toHaveBeenCalledTimes(1))
})

it('does so when a time to come was noted, while the clock was ahead', async () => {
  await store.eventWatch.noteReceived(openedAt + 60 * longMs)
  await holdAnother({})
  keeper.noteBack()
  keeper.start()
  await vi.waitFor(() => expect(noteGap).toHaveBeenCalledTimes(1))
})

it('trusts a line that was open before and shows afterwards that it lives', async () => {
  await store.eventWatch.noteReceived(900_000)
  await holdAnother({})
  keeper.noteBack()
  keeper.start()
  const asked = vi.spyOn(store.lineLeases, 'all')
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(2))
  await store.eventWatch.noteReceived(openedAt + 5_000)
  await becomesJudged()
  expect(noteGap).not.toHaveBeenCalled()
})

it.each([5, -5])(
  'judges by the clock of the database, %i minutes ahead of ours',
  async (minutes) => {
    storeAheadMs = minutes * 60_000
    const at = openedAt + storeAheadMs
    // The other instance has heard of nothing since the gap, by the clock that both share.
    await store.eventWatch.noteReceived(at - 20_000)
    await holdAnother({ since: at - 10_000, lastFrameAt: at - 5_000 })
    keeper.noteBack()
    keeper.start()
    await vi.waitFor(() => expect(noteGap).toHaveBeenCalledExactlyOnceWith(at, openedAt))
    expect(await store.lineLeases.all()).toContainEqual({
      state: 'open',
      since: at,
      lastFrameAt: at,
    })
  },
)

it.each([5, -5])('trusts another line by that clock, %i minutes ahead of ours', async (minutes) => {
  storeAheadMs = minutes * 60_000
  const at = openedAt + storeAheadMs
  await store.eventWatch.noteReceived(at - 20_000)
  await holdAnother({ since: at - longMs, lastFrameAt: at })
  keeper.noteBack()
  keeper.start()
  const asked = vi.spyOn(store.lineLeases, 'all')
  await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(2))
  await store.eventWatch.noteReceived(at + 5_000)
  status = { ...status, lastFrameAt: openedAt + longMs }
  await vi.waitFor(async () => expect(await store.eventWatch.receivedUntil()).toBe(at + longMs))
  expect(noteGap).not.toHaveBeenCalled()
})

it('does not trust one that opened during the gap', async () => {
  await store.eventWatch.noteReceived(900_000)
  await holdAnother({ since: 950_000, lastFrameAt: 999_000 })
  keeper.noteBack()
  keeper.start()
  await vi.waitFor(() => expect(noteGap).toHaveBeenCalledTimes(1))
})

it('waits for the lease of an instance that was killed, and then makes them due', async () => {
  await store.eventWatch.noteReceived(900_000)
  await holdAnother({}, 300)
  keeper.noteBack()
  keeper.start()
  await vi.waitFor(() => expect(noteGap).toHaveBeenCalledTimes(1))
  expect(await store.lineLeases.all()).toHaveLength(1)
})

it('instances that cannot reach the gateway leave their lines to one that can', async () => {
  const down = { state: 'waiting', since: openedAt, lastFrameAt: null } as const
  const keepers = ['one', 'other', 'able'].map((instance) =>
    newKeeper(instance, () => (instance === 'able' ? status : down)),
  )
  const linesOf = async () => (await store.lineLeases.all()).map(({ state }) => state)
  const hold = vi.spyOn(store.lineLeases, 'hold')
  const holders = () =>
    hold.mock.calls.flatMap(([instance], index) =>
      hold.mock.settledResults[index]?.value === true ? [instance] : [],
    )
  const [one, other, able] = keepers
  one?.start()
  other?.start()
  await vi.waitFor(() => expect(new Set(holders())).toEqual(new Set(['one', 'other'])))
  able?.start()
  await vi.waitFor(async () => expect(await linesOf()).toContain('open'))
  await Promise.all(keepers.map((each) => each.close()))
})

it('keeps its lease when the database comes back after a time without a line', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const hold = vi.spyOn(store.lineLeases, 'hold').mockResolvedValue(true)
  const leave = vi.spyOn(store.lineLeases, 'leave').mockResolvedValue()
  status = { ...status, state: 'waiting' }
  keeper = newKeeper('this', () => status, 50)
  keeper.start()
  await vi.advanceTimersByTimeAsync(100)
  hold.mockRejectedValue(new Error('the store is away'))
  await vi.advanceTimersByTimeAsync(500)
  hold.mockResolvedValue(true)
  await vi.advanceTimersByTimeAsync(100)
  expect(hold.mock.settledResults.at(-1)).toEqual({ type: 'fulfilled', value: true })
  expect(leave).not.toHaveBeenCalled()
})
