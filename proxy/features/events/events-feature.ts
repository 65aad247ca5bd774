import { randomUUID } from 'node:crypto'
import { eventKind } from '#proxy/base/store/jobs/jobs-schema.ts'
import type { Common } from '#proxy/common.ts'
import type { ApprovalsFeature } from '#proxy/features/approvals/approvals-feature.ts'
import { isRelevant } from '#proxy/features/corp/corp-events.ts'
import type { CorpFeature } from '#proxy/features/corp/corp-feature.ts'
import type { RobotFeature } from '#proxy/features/robot/robot-feature.ts'
import type { VitalsFeature } from '#proxy/features/vitals/vitals-feature.ts'
import { createEventInbox, type EventInbox } from '#proxy/upstream/dingtalk/events/event-inbox.ts'
import { dingtalkEventRoutes } from '#proxy/upstream/dingtalk/events/event-routes.ts'
import { LineKeeper } from '#proxy/upstream/dingtalk/events/line-keeper.ts'
import { createPushWatch } from '#proxy/upstream/dingtalk/events/push-watch.ts'
import { StreamClient } from '#proxy/upstream/dingtalk/events/stream-client.ts'
import type { IncomingEvent } from '#proxy/upstream/dingtalk/events/stream-frames.ts'
import { createEventHandler } from './event-handler.ts'
import { createFollowHint, hintOf } from './event-hints.ts'

type Before = {
  corp: CorpFeature
  approvals: ApprovalsFeature
  vitals: VitalsFeature
  robot: RobotFeature
}

/** DingTalk's events: how they arrive, and what follows from them. */
export function createEventsFeature(common: Common, before: Before) {
  const { corp, approvals, vitals, robot } = before
  const { config, dingtalk, store, upstream, metrics, log, now, monotonic } = common
  const { admission } = corp
  const { clientId, corpId: ourCorpId } = dingtalk
  const isForMany = config.appKind === 'third-party'
  const isUsed = ({ type, corpId, data }: IncomingEvent) =>
    isForMany
      ? isRelevant(type) || hintOf({ type, data }) !== null
      : corpId === ourCorpId && hintOf({ type, data }) !== null
  const stored = createEventInbox({
    book: store.dingtalkEvents,
    tickets: upstream.suiteTickets,
    isRelevant: isUsed,
    count: metrics.countEvent,
    onStored: () => store.jobs.notifyOfPut(),
    now,
  })
  const inbox: EventInbox = {
    async take(...incoming) {
      const from = monotonic()
      let isOk = false
      try {
        await stored.take(...incoming)
        isOk = true
      } finally {
        vitals.countPush(monotonic() - from, isOk)
      }
    },
  }
  const client: StreamClient = new StreamClient({
    askTicket: upstream.fetchStreamTicket,
    take: (event) => inbox.take(event),
    takeRobotMessage: robot.takeFromLine,
    onEmpty: (corpId) => admission.noteIncomplete(corpId),
    onGap: () => keeper?.noteBack(),
    log,
    now,
  })
  const ownerKeys = ourCorpId === null ? [clientId] : [clientId, ourCorpId]
  const listening = { watch: store.eventWatch, log, now, storeNow: () => store.now() }
  const keeper =
    config.eventSource === 'stream'
      ? new LineKeeper({ ...listening, client, leases: store.lineLeases, instance: randomUUID() })
      : null
  const pushWatch = config.eventSource === 'http' ? createPushWatch(listening) : null
  return {
    /** State of this instance's line; null if events do not arrive over one. */
    lineStatus: keeper && (() => client.status),
    /** Starts listening to events, if they arrive over a line. */
    hearEvents() {
      keeper?.start()
      pushWatch?.start()
    },
    jobs: {
      [eventKind]: createEventHandler({
        updateCorp: corp.updateCorp,
        followHint: createFollowHint({
          news: store.news,
          sweeps: store.sweeps,
          sealApprovals: store.registry.sealApprovals,
          putComment: approvals.putComment,
          events: store.events,
          now,
        }),
      }),
    },
    /** Null when DingTalk does not post events. */
    routes:
      config.dingtalkEvents &&
      dingtalkEventRoutes({
        keys: { ...config.dingtalkEvents, ownerKeys },
        suiteKey: clientId,
        inbox,
        log,
        now,
      }),
    async close() {
      pushWatch?.close()
      await keeper?.close()
    },
  }
}
