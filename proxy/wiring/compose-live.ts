import type { AppDeps } from '#proxy/app.ts'
import type { LookUpApprovers } from '#proxy/features/approvals/approver-lookup.ts'
import type { Authorisations } from '#proxy/features/corp/authorisations.ts'
import type { EventInbox } from '#proxy/upstream/dingtalk/events/event-inbox.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import type { FlowReader } from '#proxy/features/flows/read/flow-reader.ts'
import { createFlowPublisher } from '#proxy/features/live/flow-publisher.ts'
import { createLiveStreams } from '#proxy/features/live/live-streams.ts'
import { hearChange } from '#proxy/features/live/hear-changes.ts'
import { corpsOfNotice } from '#proxy/features/notices/corps-of-notice.ts'
import { createFlowConfirmation } from '#proxy/features/notices/flow-confirmation.ts'
import type { NoticeSecrets } from '#proxy/features/notices/notice-secrets.ts'
import { createNoticeWork } from '#proxy/features/notices/notice-work.ts'
import { isAdmin } from '#proxy/features/session/is-admin.ts'
import type { Sessions } from '#proxy/features/session/sessions.ts'
import type { StoreEvent } from '#proxy/base/store/events.ts'
import type { CommonDeps } from './common-parts.ts'

type LiveSurroundings = CommonDeps & {
  flows: FlowReader
  access: FlowAccess
  sessions: Sessions
  authorisations: Authorisations
  noticeSecrets: NoticeSecrets
  lookUpApprovers: LookUpApprovers | null
  /** Called with organisations that have just authorised the app in e签宝. */
  onAuthorised: (corpId: string) => void
  inbox: EventInbox
}

/** Tolerated clock difference in milliseconds between instances on one database. */
const clockSkewMs = 1000

/** Builds live updates of pages, and the reception of changes from e签宝 and DingTalk. */
export function composeLive(surroundings: LiveSurroundings) {
  const { config, dingtalk, flows, access, store, log, now, monotonic } = surroundings
  const { events, registry } = store
  const skewMs = config.databaseUrl === null ? 0 : clockSkewMs
  const streams = createLiveStreams({
    maySee: (asker, taskId) => access.maySee(asker, taskId),
    isAdmin: (asker) => isAdmin(asker, config.adminUserIds),
    log,
    now,
    monotonic,
    skewMs,
  })

  const hear = (event: StoreEvent) => hearChange(event, flows, streams)
  const stopHearing = events.subscribe(hear)
  const news = createFlowPublisher({ events, hear, log })
  // Listening alone proves nothing, as admins may listen to any task id.
  const watchedIn = (taskId: string) =>
    streams.corpsWatching(taskId).filter((corpId) => flows.hasRead(corpId, taskId))
  const confirm = createFlowConfirmation({
    flows,
    registry: registry.flows,
    generation: config.generation,
    news,
    onStored: surroundings.lookUpApprovers,
    now,
    monotonic,
  })
  const work = createNoticeWork({
    corpsOf: (taskId) => corpsOfNotice(taskId, dingtalk.corpId, registry.flows, watchedIn),
    watchedIn,
    authorisedCorp: async (taskId) =>
      dingtalk.corpId ?? (await surroundings.authorisations.corpOf(taskId)),
    onAuthorised: surroundings.onAuthorised,
    news,
    confirm,
    monotonic,
  })
  return {
    live: { streams, access, sessions: surroundings.sessions },
    notices: {
      secrets: surroundings.noticeSecrets,
      jobs: store.jobs,
      work,
      log,
      now,
    },
    dingtalkEvents: eventsBy(surroundings),
    confirm,
    noticeJobs: work.handlers,
    /** Ends live connections, so that the server can shut down. */
    endStreams: () => streams.close(),
    /** Number of open live connections. */
    liveConnections: () => streams.size,
    close: () => {
      stopHearing()
      streams.close()
      news.close()
    },
  }
}

function eventsBy(surroundings: LiveSurroundings): AppDeps['dingtalkEvents'] {
  const { config, dingtalk, inbox, log, now } = surroundings
  if (config.dingtalkEvents === null) return null
  const { clientId, corpId } = dingtalk
  return {
    keys: {
      ...config.dingtalkEvents,
      ownerKeys: corpId === null ? [clientId] : [clientId, corpId],
    },
    suiteKey: clientId,
    inbox,
    log,
    now,
  }
}
