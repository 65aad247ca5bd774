import type { Config } from '#proxy/config.ts'
import type { Logger } from '#proxy/log.ts'
import type { ConfirmFlow } from '#proxy/notices/flow-confirmation.ts'
import { LocalTime } from '#proxy/outbox/local-time.ts'
import type { Store } from '#proxy/store/store.ts'
import { createSweep, type Sweep } from '#proxy/sweep/sweep.ts'

type SweepSurroundings = {
  config: Config
  confirm: ConfirmFlow
  /** Null when nothing is remembered. */
  store: Store | null
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

const nothing: Sweep = { start() {}, readDue: () => Promise.resolve(), close() {} }

/** Builds what reads flows that nobody looks at; of what is not remembered there are none. */
export function composeSweep(surroundings: SweepSurroundings): Sweep {
  const { config, confirm, store, log, now, monotonic } = surroundings
  if (store === null) return nothing
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
