import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import { deliveryKind } from '#proxy/base/store/outbox/outbox.ts'

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
