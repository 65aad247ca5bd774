import type { Logger } from './log.ts'
import type { BringBack } from './store/clock/bring-back.ts'
import type { Store } from './store/store.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

const secondMs = 1000
const hourMs = 60 * 60 * secondMs

/** Clocks differ by less: a larger step or difference means that one of them is wrong. */
const jumpMs = hourMs

/** How long a clock has to go on without a jump before anything is deleted because of it. */
const settlingMs = hourMs

export type ClockWatchDeps = {
  now: Clock
  monotonic: MonotonicClock
  store: Pick<Store, 'bringBack' | 'now'>
  log: Pick<Logger, 'warn'>
}

export type ClockWatch = ReturnType<typeof createClockWatch>

/** Sees when the clock is set, so that one wrong reading deletes nothing. */
export function createClockWatch({ now, monotonic, store, log }: ClockWatchDeps) {
  let offset = now() - monotonic()
  let bringBackAt = -Infinity
  let settledAt = monotonic() + settlingMs

  /** @returns how far the clock has moved by itself since the last look */
  function look(): number {
    const before = offset
    offset = now() - monotonic()
    const moved = offset - before
    if (Math.abs(moved) > jumpMs) {
      settledAt = monotonic() + settlingMs
      const hours = Math.round(moved / hourMs)
      log.warn(
        { hours },
        'The clock of this machine has jumped: nothing that expires is deleted for an hour.',
      )
    }
    return moved
  }

  return {
    /**
     * Brings back what a clock that was ahead has put off: at the first call, when ours was set
     * back, and each hour because of the clocks of other instances. To be called every few seconds.
     */
    async bringBack(asked: Omit<BringBack, 'now'>): Promise<void> {
      if (look() < -secondMs) bringBackAt = -Infinity
      const at = monotonic()
      if (at < bringBackAt) return
      await store.bringBack({ ...asked, now: now() })
      bringBackAt = at + hourMs
    },
    /** How long to wait until something may be deleted that has expired; 0 if it may be now. */
    async waitMs(): Promise<number> {
      look()
      const leftMs = settledAt - monotonic()
      if (leftMs > 0) return leftMs
      const aheadMs = now() - (await store.now())
      if (Math.abs(aheadMs) <= jumpMs) return 0
      const hours = Math.round(aheadMs / hourMs)
      log.warn(
        { hours },
        'The clocks of this machine and of the database differ: nothing that expires is deleted.',
      )
      return settlingMs
    },
  }
}
