import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CallObserver } from '#proxy/upstream/dingtalk/client/caller.ts'
import type { StatementObserver } from '#proxy/base/store/postgres/timed-statements.ts'
import type { CountedRequest } from '#proxy/base/http/observe.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { EventLineReport } from './event-line.ts'
import { createFieldMetrics, type FieldMetrics } from './field-metrics.ts'
import { shareMetrics } from './worker-metrics.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Read whenever metrics are collected. */
export type MetricSources = {
  liveConnections: () => number
  /** Notices of e签宝 that have not been followed up. */
  notices: () => Promise<{ count: number; oldest: number | null }>
  /** State of this instance's line to DingTalk; null if events do not arrive over Stream. */
  eventLine: (() => EventLineReport) | null
  now: Clock
}

/** How a lookup was answered. `shared`: by a pending one. */
export type Lookup = 'hit' | 'shared' | 'miss'

/** The Prometheus metrics of this process. No label names a person, an organisation or a flow. */
export type Metrics = {
  countRequest(request: CountedRequest): void
  calls: CallObserver
  /** Counts how the reading of a flow was found. */
  countLookup(lookup: Lookup): void
  /** Counts a message that was sent, failed or will be retried. */
  countMessage: (kind: string, outcome: string) => void
  /** Counts an event of DingTalk; unused ones use up the quota of events all the same. */
  countEvent: (type: string, isUsed: boolean) => void
  /** Counts how an open point was found, see `openPoints`. */
  countSettled: (point: string, outcome: string) => void
  /** Waiting for a connection is not included. */
  countStatement: StatementObserver
  field: FieldMetrics
  watch(sources: MetricSources): void
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>
  contentType: string
}

/** Other methods are counted as one. */
const knownMethods: ReadonlySet<string> = new Set('GET HEAD POST PUT DELETE OPTIONS'.split(' '))

/** Further types of events are counted as one. */
const maxEventTypes = 50
const eventTypePattern = /^\w{1,64}$/

const requestBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const statementBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]

/** Milliseconds to wait for the database to count pending notices. */
const timeoutMs = 2000

/**
 * @param withProcess whether to also measure memory, CPU and event loop, until the process ends
 * @param isWorker whether this is one of several workers, which report together
 */
export function createMetrics({ withProcess = false, isWorker = false } = {}): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 })
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests that were answered; outcome is ok or the code of the problem.',
    labelNames: ['method', 'route', 'outcome'] as const,
    registers,
  })
  const requestSeconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the arrival of a request to its answer; of event streams to their beginning.',
    labelNames: ['route'] as const,
    buckets: requestBuckets,
    registers,
  })
  const calls = new Counter({
    name: 'upstream_calls_total',
    help: 'Calls of DingTalk and of e签宝 there, each attempt; outcome is ok or the code of the problem.',
    labelNames: ['api', 'outcome'] as const,
    registers,
  })
  const callSeconds = new Histogram({
    name: 'upstream_call_duration_seconds',
    help: 'How long upstream took, without waiting for the turn.',
    labelNames: ['api'] as const,
    buckets: requestBuckets,
    registers,
  })
  const waitingCalls = new Gauge({
    name: 'upstream_calls_waiting',
    help: 'Calls that wait for their turn, so as not to exceed the limits of DingTalk.',
    registers,
  })
  const lookups = new Counter({
    name: 'cache_lookups_total',
    help: 'Lookups of flows in memory; shared ones joined a reading under way.',
    labelNames: ['result'] as const,
    registers,
  })
  const messages = new Counter({
    name: 'outbox_messages_total',
    help: 'Messages and to-dos that the app sends by itself; outcome is again for those that wait.',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  })
  const events = new Counter({
    name: 'dingtalk_events_total',
    help: 'Events of DingTalk that arrived; use is none for those that nothing needs.',
    labelNames: ['type', 'use'] as const,
    registers,
  })
  const settled = new Counter({
    name: 'settled_total',
    help: 'How what the documentation of DingTalk and e签宝 leaves open was found; docs/first-day.md.',
    labelNames: ['point', 'outcome'] as const,
    registers,
  })
  const eventTypes = new Set<string>()
  const statementSeconds = new Histogram({
    name: 'store_statement_duration_seconds',
    help: 'How long statements of the database took.',
    labelNames: ['outcome'] as const,
    buckets: statementBuckets,
    registers,
  })

  return {
    countRequest({ method, route, outcome, tookMs }) {
      const known = knownMethods.has(method) ? method : 'other'
      requests.inc({ method: known, route, outcome })
      requestSeconds.observe({ route }, tookMs / 1000)
    },
    calls: {
      waits: () => waitingCalls.inc(),
      waited: () => waitingCalls.dec(),
      ended(api, outcome, tookMs) {
        calls.inc({ api, outcome })
        callSeconds.observe({ api }, tookMs / 1000)
      },
    },
    countLookup: (result) => lookups.inc({ result }),
    countMessage: (kind, outcome) => messages.inc({ kind, outcome }),
    countEvent(type, isUsed) {
      if (eventTypes.size < maxEventTypes && eventTypePattern.test(type)) eventTypes.add(type)
      const named = eventTypes.has(type) ? type : 'other'
      events.inc({ type: named, use: isUsed ? 'used' : 'none' })
    },
    countSettled: (point, outcome) => settled.inc({ point, outcome }),
    countStatement(tookMs, isOk) {
      statementSeconds.observe({ outcome: isOk ? 'ok' : 'failed' }, tookMs / 1000)
    },
    field: createFieldMetrics(registry),
    watch: (sources) => watchSources(sources, registry),
    ...(isWorker
      ? shareMetrics(registry)
      : { text: () => registry.metrics(), contentType: registry.contentType }),
  }
}

function watchSources(
  { liveConnections, notices, eventLine, now }: MetricSources,
  registry: Registry,
): void {
  const registers = [registry]
  const live: Gauge = new Gauge({
    name: 'live_connections',
    help: 'Pages that wait at this process to hear of changes.',
    registers,
    collect: () => live.set(liveConnections()),
  })
  if (eventLine !== null) watchLine(eventLine, registry)
  const oldestBehind = new Gauge({
    name: 'notices_behind_seconds',
    help: 'Age of the oldest notice that was not followed up; the same at all processes.',
    aggregator: 'max',
    registers,
  })
  const behind: Gauge = new Gauge({
    name: 'notices_behind',
    help: 'Notices that were not followed up yet; the same at all processes.',
    aggregator: 'max',
    registers,
    async collect() {
      const found = await withTimeout(notices(), timeoutMs, () => null).catch(() => null)
      const { count, oldest } = found ?? { count: NaN, oldest: NaN }
      behind.set(count)
      oldestBehind.set(oldest === null ? 0 : Math.max(0, now() - oldest) / 1000)
    },
  })
}

function watchLine(eventLine: () => EventLineReport, registry: Registry): void {
  const registers = [registry]
  const isOpen: Gauge = new Gauge({
    name: 'event_line_open',
    help: 'Lines to the gateway of DingTalk that are open; two at most over all processes.',
    registers,
    collect: () => isOpen.set(eventLine().state === 'open' ? 1 : 0),
  })
  const age: Gauge = new Gauge({
    name: 'event_line_last_frame_seconds',
    help: 'How long ago anything last came on the line; infinite at a process without one.',
    aggregator: 'min',
    registers,
    collect: () => age.set(eventLine().lastFrameSecondsAgo ?? Infinity),
  })
}
