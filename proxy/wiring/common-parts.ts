import type { Config, DingTalkSettings } from '#proxy/config.ts'
import type { AgentIds } from '#proxy/upstream/dingtalk/agent-ids.ts'
import type { DingTalkClient } from '#proxy/upstream/dingtalk/client/client.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CorpTimes } from '#proxy/features/outbox/corp-times.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { Store } from '#proxy/base/store/store.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

/** Dependencies of nearly every part of the proxy. */
export type CommonDeps = {
  config: Config & { sessionSecrets: readonly string[] }
  /** The app to call DingTalk as: the configured one, or the sandbox's. */
  dingtalk: DingTalkSettings
  client: DingTalkClient
  agentIds: AgentIds
  roles: Roles
  store: Store
  times: CorpTimes
  log: Logger
  now: Clock
  monotonic: MonotonicClock
}
