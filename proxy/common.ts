import type { Logger } from './base/log.ts'
import type { Store } from './base/store/store.ts'
import type { Config, DingTalkSettings } from './config.ts'
import type { Metrics } from './features/health/metrics.ts'
import type { Upstream } from './upstream/upstream.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** What features are built from, besides the features before them. */
export type Common = {
  config: Config & { sessionSecrets: readonly string[] }
  /** The app to call DingTalk as: the configured one, or the sandbox's. */
  dingtalk: DingTalkSettings
  store: Store
  upstream: Upstream
  metrics: Metrics
  /** How long, in milliseconds, requests wait for what they can do without. */
  waits: {
    /** For the number of a reading. */
    readingNumber?: number
    /** For the person's present role. */
    role?: number
    /** For the store's data on a flow and its access. */
    store?: number
  }
  log: Logger
  now: Clock
  monotonic: MonotonicClock
}
