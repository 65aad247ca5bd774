import { setTimeout as pause } from 'node:timers/promises'
import { repeat } from '#proxy/base/limits/repeat.ts'
import type { Logger } from '#proxy/base/log.ts'
import { clearedKinds, type Cleared, type Retention } from '#proxy/base/store/retention.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** How long data are kept after they expire. */
export const keptMs: Record<Cleared, number> = {
  'processed-notices': 30 * dayMs,
  'expired-grants': 30 * dayMs,
  'never-fetched-tokens': dayMs,
  'old-access-requests': 30 * dayMs,
  'old-approvals': 90 * dayMs,
  'old-attempts': dayMs,
  'old-authorisation-pages': 30 * dayMs,
  'old-events': 90 * dayMs,
  'settled-jobs': 90 * dayMs,
}

/** Rows per statement, so that requests are served in between. */
const batchSize = 500
const betweenMs = 100

/** Lets the first requests after a start go first. */
const firstMs = 5 * minuteMs
const pollMs = 60 * minuteMs

/** Deletes expired data once a day, across instances. */
export type ExpiryJob = {
  /** Deletes them now, unless an instance did within the last day. */
  look(): Promise<void>
  /** Looks periodically until closed. */
  start(): void
  close(): void
}

export type ExpiryJobParts = {
  retention: Retention
  log: Pick<Logger, 'info' | 'warn'>
  /** Current time in epoch milliseconds. */
  now: () => number
}

export function createExpiryJob({ retention, log, now }: ExpiryJobParts): ExpiryJob {
  const closing = new AbortController()
  const { signal } = closing

  async function clear(what: Cleared): Promise<number> {
    const before = now() - keptMs[what]
    let count = 0
    for (;;) {
      // One by one, so that requests do not queue behind them.
      const deleted = await retention.clear(what, before, batchSize)
      count += deleted
      if (deleted < batchSize || signal.aborted) return count
      await pause(betweenMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  async function look(): Promise<void> {
    if (!(await retention.claim('all', dayMs))) return
    const counts: Partial<Record<Cleared, number>> = {}
    for (const what of clearedKinds) counts[what] = await clear(what)
    log.info(counts, 'expired data deleted')
  }

  const tryCheck = () =>
    look().catch((err: unknown) => log.warn({ err }, 'expired data not deleted'))

  return {
    look,
    start: () => repeat(tryCheck, signal, pollMs, firstMs),
    close: () => closing.abort(),
  }
}
