import type { Config } from '#proxy/config.ts'
import type { DingTalkClient } from '#proxy/dingtalk/client/client.ts'
import type { FlowReader } from '#proxy/flows/read/flow-reader.ts'
import type { Logger } from '#proxy/log.ts'
import type { Metrics } from '#proxy/operations/metrics.ts'
import { LocalTime } from '#proxy/outbox/local-time.ts'
import { createOutboxWorker, type OutboxWorker } from '#proxy/outbox/outbox-worker.ts'
import type { Sender } from '#proxy/outbox/sender.ts'
import type { Planner } from '#proxy/store/outbox/causes.ts'
import type { Store } from '#proxy/store/store.ts'
import { createTodos } from '#proxy/todos/todos.ts'

type OutboxSurroundings = {
  config: Config
  client: DingTalkClient
  flows: FlowReader
  /** Null when nothing is remembered. */
  store: Store | null
  metrics: Pick<Metrics, 'countMessage'>
  log: Logger
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward, for ages. */
  monotonic: () => number
}

/** Builds what sends messages and to-dos by itself; null when nothing is remembered. */
export function composeOutbox(surroundings: OutboxSurroundings): OutboxWorker | null {
  const { config, client, flows, store, metrics, log, now, monotonic } = surroundings
  if (store === null) return null
  const localTime = new LocalTime(config.timeZone, config.quietHours)
  const todos = createTodos({
    settings: config,
    client,
    registry: store.registry.flows,
    flows,
    outbox: store.outbox,
    localTime,
    publicUrl: config.publicUrl,
    monotonic,
  })
  const senders: Record<string, Sender> = { ...todos.senders }
  const planners: Planner[] = [...todos.planners]
  for (const planner of planners) store.outbox.plans(planner)
  const count = metrics.countMessage
  return createOutboxWorker({ outbox: store.outbox, senders, localTime, count, log, now })
}
