import { LocalTime } from '#proxy/base/local-time.ts'
import type { Common } from '#proxy/common.ts'
import type { NoticesFeature } from '#proxy/features/notices/notices-feature.ts'
import { createChargeCalls } from './charge-calls.ts'
import { createSweep } from './sweep.ts'

export type SweepFeature = ReturnType<typeof createSweepFeature>

/** Reading flows in progress without visits, within a corp's daily calls. */
export function createSweepFeature(common: Common, { notices }: { notices: NoticesFeature }) {
  const { config, store, log, now, monotonic } = common
  // Budgets count by the server's days.
  const localTime = new LocalTime(config.timeZone, config.quietHours)
  const sweep = createSweep({
    book: store.sweeps,
    reread: notices.reread,
    perDay: config.sweepCallsPerDay,
    localTime,
    log,
    now,
    monotonic,
  })
  return {
    readDue: () => sweep.readDue(),
    jobs: sweep.handlers,
    chargeCalls: createChargeCalls({ book: store.sweeps, localTime, log, now }),
  }
}
