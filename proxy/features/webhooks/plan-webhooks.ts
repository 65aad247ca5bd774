import type { WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import {
  happenings,
  type Happening,
  type HappeningKind,
} from '#shared/rules/situation/happenings.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { FlowKey } from '#proxy/base/store/flow-key.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { FlowChange, Planner } from '#proxy/base/store/outbox/causes.ts'
import { addEvents } from './delivery-store.ts'
import { toEvent } from './webhook-body.ts'

/** What webhooks call a happening; null for what is not told to them. */
const names: Record<HappeningKind, WebhookKind | null> = {
  started: 'contract.started',
  signed: 'contract.signed',
  refused: 'contract.refused',
  completed: 'contract.completed',
  revoked: 'contract.revoked',
  terminated: 'contract.revoked',
  deleted: 'contract.revoked',
  expired: 'contract.expired',
  'deadline-near': 'contract.deadline',
  stuck: null,
  'status-changed': null,
  moved: null,
  turns: null,
}

/** Stores what webhooks are to be sent of a change, with the change. */
export const planWebhooks: Planner = (change) => {
  const { corpId, taskId, after, at } = change
  const key = { corpId, taskId }
  const events = kindsOf(change).map((kind) => toEvent(kind, key, after, at))
  const deadline = happeningsIn(change).flatMap((one) =>
    one.kind === 'deadline-near' ? [deadlineJob(key, one)] : [],
  )
  return {
    put: deadline,
    cancel: [{ kind: deadlineKind, exceptKeys: deadline.map((job) => job.key) }],
    ...(events.length > 0 && {
      forWebhooks: async (tx) => {
        const ids = await addEvents(tx, key, events, at)
        return ids.map((id) => sendingJob(id, key, at))
      },
    }),
  }
}

export const deadlineKind = 'webhook-deadline'

/** The job that sends a webhook what waits for it of one contract. */
export function sendingJob(webhookId: string, { corpId, taskId }: FlowKey, at: EpochMs): NewJob {
  return {
    corpId,
    taskId,
    kind: 'webhook',
    key: `webhook:${webhookId}:${taskId}`,
    renews: true,
    payload: { webhookId },
    dueAt: at,
    // Deliveries have an end of their own.
    expiresAt: null,
  }
}

/** What is told of a change at once, in order. */
export function kindsOf(change: FlowChange): WebhookKind[] {
  return happeningsIn(change).flatMap(({ kind }) =>
    kind === 'deadline-near' ? [] : (names[kind] ?? []),
  )
}

function happeningsIn({ before, after, at }: FlowChange): Happening[] {
  return happenings(before, after, at)
}

/** The job that tells of a deadline when it is near. */
function deadlineJob(
  { corpId, taskId }: FlowKey,
  { at, deadline }: { at: EpochMs; deadline: EpochMs },
): NewJob {
  const key = `${deadlineKind}:${taskId}:${deadline}`
  const payload = { deadline }
  return { corpId, taskId, kind: deadlineKind, key, payload, dueAt: at, expiresAt: deadline }
}
