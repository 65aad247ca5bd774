import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { createRequestRecorder, type CountedRequest } from '#proxy/base/http/observe.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Store } from '#proxy/base/store/store.ts'
import type { LineStatus } from '#proxy/upstream/dingtalk/events/stream-client.ts'
import { clientErrorRoutes } from './client-error-routes.ts'
import { createExpiry } from './delete-expired.ts'
import { reportOf } from './event-line.ts'
import { healthRoutes } from './health-routes.ts'
import type { MetricSources, Metrics } from './metrics.ts'
import { metricsRoutes } from './metrics-routes.ts'
import { createPartsCheck } from './readiness-checks.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'
import { hearSettled } from '#proxy/upstream/settled.ts'

/** Of what is common, which has our metrics, and so cannot be imported. */
type HealthDeps = {
  config: { metricsToken: string | null }
  store: Pick<Store, 'checks' | 'registry'>
  metrics: Metrics
  log: Logger
  now: Clock
  monotonic: MonotonicClock
}

type Before = {
  live: { connections: () => number }
  notices: { behind: MetricSources['notices'] }
  events: { lineStatus: (() => LineStatus) | null }
  vitals: { countRequest: (request: CountedRequest) => void }
}

/** What monitoring and the log know, and the deletion of what has expired. */
export function createHealthFeature(deps: HealthDeps, before: Before) {
  const { live, notices, events, vitals } = before
  const { config, store, metrics, log, now, monotonic } = deps
  const { lineStatus } = events
  const eventLine = lineStatus && (() => reportOf(lineStatus(), now()))
  metrics.watch({ liveConnections: live.connections, notices: notices.behind, eventLine, now })
  return {
    recordRequest: createRequestRecorder(log, (request) => {
      metrics.countRequest(request)
      vitals.countRequest(request)
    }),
    jobs: { 'delete-expired': createExpiry(store.registry.retention, log) },
    routes: new Hono<AppEnv>()
      .route('/', healthRoutes(createPartsCheck(store.checks), eventLine))
      .route('/metrics', metricsRoutes({ metrics, token: config.metricsToken })),
    clientErrorRoutes: clientErrorRoutes({ log, monotonic }),
    /** No longer logs and counts what settles an open point. */
    close: hearSettled(log, metrics.countSettled),
  }
}
