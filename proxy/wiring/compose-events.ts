import { randomUUID } from 'node:crypto'
import { approvalCommentRow } from '#proxy/features/approvals/approval-comments.ts'
import {
  createApproverLookup,
  type LookUpApprovers,
} from '#proxy/features/approvals/approver-lookup.ts'
import type { Config } from '#proxy/config.ts'
import { isRelevant } from '#proxy/features/corp/corp-events.ts'
import { createCorpChecks } from '#proxy/features/corp/corp-checks.ts'
import { createCorpRegister } from '#proxy/features/corp/corp-register.ts'
import { createCorpStandings, type CorpStandings } from '#proxy/features/corp/corp-standings.ts'
import { createFollowHint, hintOf } from '#proxy/features/corp/event-hints.ts'
import { createCorpUpdater, createEventHandler } from '#proxy/features/corp/event-work.ts'
import { readApprovalPeople } from '#proxy/upstream/dingtalk/approval-people.ts'
import { createEventInbox } from '#proxy/upstream/dingtalk/events/event-inbox.ts'
import { LineKeeper } from '#proxy/upstream/dingtalk/events/line-keeper.ts'
import { createPushWatch } from '#proxy/upstream/dingtalk/events/push-watch.ts'
import { StreamClient, type StreamTicket } from '#proxy/upstream/dingtalk/events/stream-client.ts'
import type { SuiteTicketKeeper } from '#proxy/upstream/dingtalk/events/suite-ticket-keeper.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import { reportOf } from '#proxy/features/operations/event-line.ts'
import type { Metrics } from '#proxy/features/operations/metrics.ts'
import type { IncomingEvent } from '#proxy/upstream/dingtalk/events/stream-frames.ts'
import { eventKind } from '#proxy/base/store/jobs/jobs-schema.ts'
import type { Store } from '#proxy/base/store/store.ts'
import type { CommonDeps } from './common-parts.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/**
 * How long after an organisation is active again its blocked messages are retried, in milliseconds:
 * by then all instances know of it.
 */
const untilHeardMs = 2000

type EventSurroundings = CommonDeps & {
  standings: CorpStandings
  suiteTickets: SuiteTicketKeeper
  fetchStreamTicket: () => Promise<StreamTicket>
  /** See `createDingTalk`. */
  expireToken: (corpId: string) => Promise<void>
  /** Called with organisations that have just authorised the app. */
  onAuthorised: (corpId: string) => void
  countEvent: Metrics['countEvent']
}

/** The state of corps; events do not affect the only corp of an internal app. */
export function composeStandings(
  config: Config,
  store: Store,
  log: Logger,
  monotonic: MonotonicClock,
): CorpStandings {
  const isForMany = config.appKind === 'third-party'
  return createCorpStandings({
    book: isForMany ? store.corps : null,
    events: isForMany ? store.events : null,
    log,
    monotonic,
  })
}

/** See `LookUpApprovers`; null where no events tell of approvals. */
export function composeApproverLookup(deps: CommonDeps): LookUpApprovers | null {
  const { config, client, store, log } = deps
  if (config.eventSource === 'off') return null
  return createApproverLookup({
    registry: store.registry.flows,
    sealApprovals: store.registry.sealApprovals,
    approvalPeople: (corpId, instanceId) => readApprovalPeople(client, corpId, instanceId),
    events: store.events,
    log,
  })
}

/**
 * DingTalk documents comments on approvals for internal apps, and generation 1.0 of e签宝's API knows
 * no contracts of approvals.
 */
function writesApprovalComments({ appKind, generation }: Config): boolean {
  return appKind === 'internal' && generation === '2.0'
}

/** Builds the reception of DingTalk's events, and the table of organisations that they update. */
export function composeEvents(surroundings: EventSurroundings) {
  const { config, dingtalk, store, standings, agentIds, suiteTickets } = surroundings
  const { log, now, monotonic } = surroundings
  const { expireToken } = surroundings
  const isForMany = config.appKind === 'third-party'
  const onOpened = (corpId: string) =>
    fromStore(store.outbox.retryHeldUp(corpId, 'app-closed', now() + untilHeardMs)).catch(
      (err: unknown) =>
        log.warn({ corpId, err }, 'blocked messages of the organisation not retried'),
    )
  const updateCorp = createCorpUpdater({
    book: store.corps,
    events: store.events,
    standings,
    expireToken,
    onOpened,
    now,
  })
  const register = createCorpRegister({
    book: store.corps,
    updateCorp,
    standings,
    authInfoOf: isForMany ? (corpId) => agentIds.authInfoOf(corpId) : null,
    marketOrder: (orderId) => agentIds.marketOrder(orderId),
    log,
    now,
    monotonic,
  })
  const isUsed = ({ type, corpId, data }: IncomingEvent) =>
    isForMany
      ? isRelevant(type) || hintOf({ type, data }) !== null
      : corpId === dingtalk.corpId && hintOf({ type, data }) !== null
  const handler = createEventHandler({
    updateCorp,
    onAuthorised: surroundings.onAuthorised,
    followHint: createFollowHint({
      news: store.news,
      sweeps: store.sweeps,
      sealApprovals: store.registry.sealApprovals,
      putComment: writesApprovalComments(config)
        ? async (approval) => {
            const row = approvalCommentRow(approval, now())
            if (row !== null) await store.jobs.put([row], now())
          }
        : null,
      events: store.events,
      now,
    }),
  })
  const inbox = createEventInbox({
    book: store.dingtalkEvents,
    tickets: suiteTickets,
    isRelevant: isUsed,
    count: surroundings.countEvent,
    onStored: () => store.jobs.notifyOfPut(),
    now,
  })

  const instance = randomUUID()
  const looks = createCorpChecks({
    watch: store.eventWatch,
    look: (corpId) => register.look(corpId),
    instance,
    log,
    now,
  })
  const onLost = () => isForMany && looks.nudge()
  const client: StreamClient = new StreamClient({
    askTicket: surroundings.fetchStreamTicket,
    take: (event) => inbox.take(event),
    onEmpty: (corpId) => register.noteIncomplete(corpId),
    onGap: () => keeper?.noteBack(),
    log,
    now,
  })
  const leases = store.lineLeases
  const listening = { watch: store.eventWatch, onLost, log, now }
  const keeper =
    config.eventSource === 'stream'
      ? new LineKeeper({ ...listening, client, leases, instance })
      : null
  const pushWatch = config.eventSource === 'http' ? createPushWatch(listening) : null
  return {
    register,
    inbox,
    /** State of this instance's line; null if events do not arrive over one. */
    eventLine: keeper && (() => reportOf(client.status, now())),
    eventJobs: { [eventKind]: handler },
    /** Starts listening to events, if they arrive over a line. */
    hearEvents() {
      keeper?.start()
      pushWatch?.start()
      if (isForMany && config.eventSource !== 'off') looks.start()
    },
    async close() {
      pushWatch?.close()
      await Promise.all([keeper?.close(), looks.close()])
    },
  }
}
