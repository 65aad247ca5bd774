import { setTimeout as pause } from 'node:timers/promises'
import type { JobHandler } from '#proxy/base/jobs/job-handler.ts'
import type { Logger } from '#proxy/base/log.ts'
import {
  clearedKinds,
  type Cleared,
  type RetentionStore,
} from '#proxy/base/store/retention-store.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** How long data are kept after they expire. */
export const keptMs: Record<Cleared, number> = {
  'ended-assistant-tokens': dayMs,
  'ended-sessions': dayMs,
  'expired-grants': 30 * dayMs,
  'never-fetched-tokens': dayMs,
  'old-access-requests': 30 * dayMs,
  'old-approvals': 90 * dayMs,
  'old-attempts': dayMs,
  'old-authorisation-pages': 30 * dayMs,
  'old-deliveries': 30 * dayMs,
  'old-field-numbers': 7 * dayMs,
  'old-proposals': 30 * dayMs,
  'settled-jobs': 90 * dayMs,
  'spent-sign-ins': dayMs,
}

/** Rows per statement, so that requests are served in between. */
const batchSize = 500
const betweenMs = 100

/** Lets the first requests after a start go first. */
const firstMs = 5 * minuteMs

/** Deletes expired data once a day. */
export function createExpiry(retention: RetentionStore, log: Pick<Logger, 'info'>): JobHandler {
  return {
    isRepeatable: true,
    firstMs,
    everyMs: dayMs,
    deletes: true,
    async run(_job, { now, signal }) {
      const counts: Partial<Record<Cleared, number>> = {}
      for (const what of clearedKinds) {
        let [count, deleted] = [0, batchSize]
        // One by one, so that requests do not queue behind them.
        while (deleted === batchSize) {
          if (signal.aborted) return { later: now }
          deleted = await retention.clear(what, now - keptMs[what], batchSize)
          count += deleted
          await pause(betweenMs, undefined, { signal, ref: false }).catch(() => {})
        }
        counts[what] = count
      }
      log.info(counts, 'expired data deleted')
      return { again: now + dayMs }
    },
  }
}
