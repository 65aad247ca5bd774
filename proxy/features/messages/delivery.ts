import { z } from 'zod'
import type { MissedPerson } from '#proxy/upstream/dingtalk/messages/send-result.ts'
import { deliveryKind, type OutboxStore } from '#proxy/base/store/outbox/outbox-store.ts'
import type { LocalTime } from '#proxy/base/local-time.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { Sender } from './sender.ts'

const minuteMs = 60_000

/** How long after DingTalk has accepted a message the result of sending it is read. */
const afterMs = 5 * minuteMs
/** DingTalk keeps the result for 24 hours. */
const resultKeptMs = 23 * 60 * minuteMs

/** A work notification that DingTalk has accepted; `key` is its job's, or names it. */
type Accepted = { corpId: string; taskId: string | null; key: string }

/**
 * The job that later asks DingTalk who did not get a notification, as DingTalk accepts one for
 * anybody.
 */
export function deliveryOf(
  { corpId, taskId, key }: Accepted,
  notificationId: string,
  at: number,
): NewJob {
  return {
    corpId,
    kind: deliveryKind,
    key: `${key}:delivery`,
    userId: null,
    taskId,
    payload: { notificationId },
    dueAt: at + afterMs,
    expiresAt: at + resultKeptMs,
  }
}

/** A corp's calls in a day; they count against the same quota as its others. */
const callsPerDay = 100
const maxTries = 3

const payloadSchema = z.object({ notificationId: z.string() })

export type DeliverySenderDeps = {
  /** Asks DingTalk who did not get a notification. @throws ProblemError */
  missedBy: (corpId: string, notificationId: string) => Promise<readonly MissedPerson[]>
  outbox: Pick<OutboxStore, 'triesSince'>
  localTime: Pick<LocalTime, 'dayStart'>
}

export function createDeliverySender({ missedBy, outbox, localTime }: DeliverySenderDeps): Sender {
  return {
    isRepeatable: true,
    disturbs: () => false,
    async run({ corpId, payload, tries }, { now }) {
      if (tries > maxTries) return { dropped: 'unanswered' }
      const used = await outbox.triesSince(corpId, deliveryKind, localTime.dayStart(now))
      // Includes this try.
      if (used > callsPerDay) return { dropped: 'budget-spent' }
      const { notificationId } = payloadSchema.parse(payload)
      const missed = await missedBy(corpId, notificationId)
      const [first] = missed
      if (first === undefined) return {}
      return { reason: first.reason, detail: missed.map(({ userId }) => userId).join(', ') }
    },
  }
}
