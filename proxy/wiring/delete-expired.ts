import { setTimeout as pause } from 'node:timers/promises'
import { repeat } from '#proxy/limits/repeat.ts'
import type { Logger } from '#proxy/log.ts'
import { clearedKinds, type Cleared, type Retention } from '#proxy/store/retention.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** How long things are kept after they were over. */
export const keptMs: Record<Cleared, number> = {
  'processed-notices': 30 * dayMs,
  'expired-grants': 30 * dayMs,
  'never-fetched-tokens': dayMs,
  'old-access-requests': 30 * dayMs,
  'old-attempts': dayMs,
  'old-authorisation-pages': 30 * dayMs,
  'old-events': 90 * dayMs,
  'settled-messages': 90 * dayMs,
}

/** Rows per statement, so that people are served in between. */
const together = 500
const betweenMs = 100

/** The first requests after a start go first. */
const firstMs = 5 * minuteMs
const betweenLooksMs = 60 * minuteMs

/** Deletes once a day, over all instances, what is no longer needed. */
export type ClearAway = {
  /** Deletes it now, unless an instance did within the last day. */
  look(): Promise<void>
  /** Looks from time to time, until it is closed. */
  start(): void
  close(): void
}

export type ClearAwayParts = {
  retention: Retention
  log: Pick<Logger, 'info' | 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

export function createClearAway({ retention, log, now }: ClearAwayParts): ClearAway {
  const closing = new AbortController()
  const { signal } = closing

  async function clear(what: Cleared): Promise<number> {
    const before = now() - keptMs[what]
    let count = 0
    for (;;) {
      // One after the other, so that people do not wait behind many.
      /* oxlint-disable no-await-in-loop */
      const deleted = await retention.clear(what, before, together)
      count += deleted
      if (deleted < together || signal.aborted) return count
      await pause(betweenMs, undefined, { signal, ref: false }).catch(() => {})
      /* oxlint-enable no-await-in-loop */
    }
  }

  async function look(): Promise<void> {
    if (!(await retention.claim('all', dayMs))) return
    const counts: Partial<Record<Cleared, number>> = {}
    // oxlint-disable-next-line no-await-in-loop
    for (const what of clearedKinds) counts[what] = await clear(what)
    log.info(counts, 'cleared away what was over')
  }

  const tryToLook = () =>
    look().catch((err: unknown) => log.warn({ err }, 'what is over is not cleared away'))

  return {
    look,
    start: () => repeat(tryToLook, signal, betweenLooksMs, firstMs),
    close: () => closing.abort(),
  }
}
