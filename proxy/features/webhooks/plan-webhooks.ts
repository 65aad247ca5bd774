import { hasEnded, type FlowStatus } from '#shared/rules/codes/flow-status.ts'
import type { WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { FlowKey } from '#proxy/base/store/flow-key.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { FlowChange, Planner } from '#proxy/base/store/outbox/causes.ts'
import type { FlowState } from '#proxy/base/store/outbox/flow-state.ts'
import { addEvents } from '#proxy/base/store/webhooks/delivery-book.ts'
import { toEvent } from './webhook-body.ts'

const dayMs = 24 * 60 * 60_000

/** What is found later than this is no longer told (milliseconds). */
const staleMs = 3 * dayMs

/** Stores what webhooks are to be sent of a change, with the change. */
export const planWebhooks: Planner = async (change, tx) => {
  const { corpId, taskId, after, at } = change
  const key = { corpId, taskId }
  const events = kindsOf(change).map((kind) => toEvent(kind, key, after, at))
  const ids = await addEvents(tx, key, events, at)
  const deadline = deadlineOf(change)
  return {
    put: [...ids.map((id) => sendingJob(id, key, at)), ...deadline],
    cancel: [{ kind: deadlineKind, exceptKeys: deadline.map((job) => job.key) }],
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

/** What is told of a change, in order. */
export function kindsOf(change: FlowChange): WebhookKind[] {
  // Other systems register flows that e签宝 was not asked about yet.
  if (!isConfirmed(change.after)) return []
  return [...startIn(change), ...signatureIn(change), ...endIn(change)]
}

function isConfirmed(state: FlowState | null): boolean {
  return state !== null && (state.isByApp || state.readAt !== null)
}

function startIn({ before, after, at }: FlowChange): WebhookKind[] {
  if (after.status !== 'signing') return []
  const isFirst = !isConfirmed(before) && (after.createdAt ?? -Infinity) >= at - staleMs
  return isFirst || before?.status === 'draft' ? ['contract.started'] : []
}

function signatureIn({ before, after }: FlowChange): WebhookKind[] {
  if (before === null || after.signed === null) return []
  // Nobody had signed when it was started here; others may have signed long ago.
  const known = before.signed?.count ?? (before.isByApp && before.readAt === null ? 0 : Infinity)
  return after.signed.count > known ? ['contract.signed'] : []
}

const endKinds: Partial<Record<FlowStatus, WebhookKind>> = {
  completed: 'contract.completed',
  refused: 'contract.refused',
  revoked: 'contract.revoked',
  terminated: 'contract.revoked',
  deleted: 'contract.revoked',
  expired: 'contract.expired',
}

function endIn({ before, after, at }: FlowChange): WebhookKind[] {
  if (before === null || hasEnded(before.status)) return []
  if ((after.nextStep?.since ?? at) < at - staleMs) return []
  const kind = isRefused(after) ? 'contract.refused' : endKinds[after.status]
  // A refusal is told once, though e签宝 ends the flow later.
  if (kind === undefined || (kind === 'contract.refused' && isRefused(before))) return []
  return [kind]
}

function isRefused({ status, nextStep }: FlowState): boolean {
  return status === 'refused' || nextStep?.kind === 'refused-not-ended'
}

/** The job that tells of the deadline a day ahead, if the flow had longer than that. */
function deadlineOf({ corpId, taskId, after, at }: FlowChange): NewJob[] {
  const { deadline, status, createdAt } = after
  if (deadline === null || deadline <= at || hasEnded(status)) return []
  const dueAt = deadline - dayMs
  if (dueAt <= (createdAt ?? at)) return []
  const key = `${deadlineKind}:${taskId}:${deadline}`
  const payload = { deadline }
  return [{ corpId, taskId, kind: deadlineKind, key, payload, dueAt, expiresAt: deadline }]
}
