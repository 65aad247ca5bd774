import type { Config } from '#proxy/config.ts'
import type { Logger } from '#proxy/log.ts'
import type { ConfirmFlow } from '#proxy/notices/flow-confirmation.ts'
import { LocalTime } from '#proxy/outbox/local-time.ts'
import type { Store } from '#proxy/store/store.ts'
import { createSweep, type Sweep } from '#proxy/sweep/sweep.ts'

type SweepSurroundings = {
  config: Config
  confirm: ConfirmFlow
  store: Store
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** Builds what reads flows that nobody looks at. */
export function composeSweep(surroundings: SweepSurroundings): Sweep {
  const { config, confirm, store, log, now, monotonic } = surroundings
  return createSweep({
    book: store.sweeps,
    confirm,
    perDay: config.sweepCallsPerDay,
    localTime: new LocalTime(config.timeZone, config.quietHours),
    log,
    now,
    monotonic,
  })
}
