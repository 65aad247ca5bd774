import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DayQuery } from '#proxy/base/store/corps/margin-journal.ts'
import { createMarginWatch } from './margin-watch.ts'

const minute = 60_000
const day = 24 * 60 * minute
const begin = Date.parse('2026-11-23T15:30:00Z')

/** A watch over this many corps, each due once a day. */
function watchOver(corps: number, read = vi.fn<(corpId: string) => Promise<void>>()) {
  const due = Array.from({ length: corps }, (_, index) => `corp${index}`)
  const claimed = new Map<string, number>()
  const claimDay = vi.fn(({ day: today, limit }: DayQuery) => {
    const found = due.filter((corpId) => (claimed.get(corpId) ?? 0) < today).slice(0, limit)
    for (const corpId of found) claimed.set(corpId, today)
    return Promise.resolve(found)
  })
  read.mockResolvedValue()
  const log = { warn: vi.fn() }
  const watch = createMarginWatch({
    readings: { readInTurn: read },
    journal: { claimDay },
    log,
    now: () => Date.now(),
  })
  return { watch, claimDay, read, log }
}

beforeEach(() => {
  vi.useFakeTimers({ now: begin })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('organisations in the background', () => {
  it('are read, and again a day later', async () => {
    const { watch, read, claimDay } = watchOver(25)
    await watch.look()
    expect(new Set(read.mock.calls.map(([corpId]) => corpId)).size).toBe(25)
    expect(read).toHaveBeenCalledTimes(25)
    expect(claimDay.mock.calls[0]?.[0].usedSince).toBe(begin - 30 * day)
    await watch.look()
    expect(read).toHaveBeenCalledTimes(25)
    // It is the next day in China.
    vi.setSystemTime(begin + 31 * minute)
    await watch.look()
    expect(read).toHaveBeenCalledTimes(50)
  })

  it('are read one after the other', async () => {
    const { watch, read } = watchOver(3)
    let concurrent = 0
    read.mockImplementation(async () => {
      concurrent += 1
      expect(concurrent).toBe(1)
      await Promise.resolve()
      concurrent -= 1
    })
    await watch.look()
    expect(read).toHaveBeenCalledTimes(3)
  })

  it('are read soon after the start and every hour, until the end', async () => {
    const { watch, read, claimDay, log } = watchOver(1)
    watch.start()
    await vi.advanceTimersByTimeAsync(minute - 1)
    expect(claimDay).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(read).toHaveBeenCalledTimes(1)
    claimDay.mockRejectedValueOnce(new Error('the store is away'))
    await vi.advanceTimersByTimeAsync(60 * minute)
    expect(log.warn).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(60 * minute)
    expect(read).toHaveBeenCalledTimes(2)
    watch.close()
    claimDay.mockClear()
    await vi.advanceTimersByTimeAsync(2 * day)
    expect(claimDay).not.toHaveBeenCalled()
  })
})
