import type { Config } from '#proxy/config.ts'
import type { Logger } from '#proxy/log.ts'
import type { Metrics } from '#proxy/operations/metrics.ts'
import { LocalTime } from '#proxy/outbox/local-time.ts'
import { createOutboxWorker, type OutboxWorker } from '#proxy/outbox/outbox-worker.ts'
import type { Sender } from '#proxy/outbox/sender.ts'
import type { Planner } from '#proxy/store/outbox/causes.ts'
import type { Store } from '#proxy/store/store.ts'

type OutboxSurroundings = {
  config: Config
  /** Null when nothing is remembered. */
  store: Store | null
  metrics: Pick<Metrics, 'countMessage'>
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
}

/** Builds what sends messages and to-dos by itself; null when nothing is remembered. */
export function composeOutbox(surroundings: OutboxSurroundings): OutboxWorker | null {
  const { config, store, metrics, log, now } = surroundings
  if (store === null) return null
  const localTime = new LocalTime(config.timeZone, config.quietHours)
  const senders: Record<string, Sender> = {}
  const planners: Planner[] = []
  for (const planner of planners) store.outbox.plans(planner)
  const count = metrics.countMessage
  return createOutboxWorker({ outbox: store.outbox, senders, localTime, count, log, now })
}
