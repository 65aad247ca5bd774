import type { ConfirmFlow } from '#proxy/notices/flow-confirmation.ts'
import { LocalTime } from '#proxy/outbox/local-time.ts'
import { createSweep, type Sweep } from '#proxy/sweep/sweep.ts'
import type { CommonParts } from './common-parts.ts'

type SweepSurroundings = CommonParts & {
  confirm: ConfirmFlow
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
