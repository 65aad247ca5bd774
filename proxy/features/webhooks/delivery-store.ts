import { createHash, randomUUID } from 'node:crypto'
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { DeliveryState, WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { FlowKey } from '#proxy/base/store/flow-key.ts'
import { putJobs } from '#proxy/base/store/jobs/job-writes.ts'
import type { NewJob } from '#proxy/base/store/jobs/job.ts'
import type { JobStore } from '#proxy/base/store/jobs/job-store.ts'
import type { FlowState } from '#proxy/base/store/flows/flow-types.ts'
import { lockFlow } from '#proxy/base/store/outbox/flow-state.ts'
import { receiversIn } from './webhook-store.ts'
import {
  contractEvents,
  webhookDeliveries,
  webhooks,
} from '#proxy/base/store/webhooks/webhook-schema.ts'

/** What webhooks are sent, and the outcome. */
export type DeliveryStore = {
  /**
   * Stores what to send of a flow as it is now, and puts the jobs that send it.
   * @param eventsOf called while nothing else can change the flow; with null if it is unknown
   * @returns ids of the webhooks that get any
   */
  tell(
    key: FlowKey,
    eventsOf: (flow: FlowState | null) => readonly NewEvent[],
    jobOf: (webhookId: string) => NewJob,
    at: EpochMs,
  ): Promise<string[]>
  /** Those of a contract that are not delivered yet, in order. */
  waiting(webhookId: string, taskId: string): Promise<StoredDelivery[]>
  /**
   * Changes no delivery that was recorded, ended or sent again since it was read.
   * @returns failed attempts in a row of the webhook, this one included; 0 if it succeeded
   */
  recordAttempt(delivery: StoredDelivery, attempt: Attempt): Promise<number>
  /** The receiver wants no more: nothing waits any longer. */
  end(webhookId: string, at: EpochMs): Promise<void>
  /** Nothing of a contract waits any longer, but what an admin has sent again if `exceptResent`. */
  giveUp(webhookId: string, taskId: string, exceptResent: boolean): Promise<void>
  /** The latest of a webhook, newest first. */
  latest(corpId: string, webhookId: string, limit: number): Promise<StoredDelivery[]>
  /**
   * Makes one due again, from its first attempt, and puts the job that sends it.
   * @returns false if there is none
   */
  resend(
    delivery: Pick<StoredDelivery, 'corpId' | 'webhookId' | 'id'>,
    jobOf: (taskId: string) => NewJob,
    at: EpochMs,
  ): Promise<boolean>
}

export type NewEvent = {
  kind: WebhookKind
  /** A webhook is told at most one event of a contract with the same mark; any number without. */
  mark?: string
  /** @returns the JSON to send */
  bodyOf: (seq: number, withNames: boolean) => string
}

export type StoredDelivery = typeof webhookDeliveries.$inferSelect

export type Attempt = {
  state: DeliveryState
  at: EpochMs
  /** When to try again; of no meaning once it no longer waits. */
  nextAt: EpochMs
  status: number | null
  answer: string | null
  error: string | null
}

/**
 * Numbers the events that a webhook of the corp wants, and stores what to send. The caller has
 * locked the flow, so that the numbers follow the order of the events.
 * @returns ids of the webhooks that get any
 */
export async function addEvents(
  tx: Database,
  { corpId, taskId }: FlowKey,
  events: readonly NewEvent[],
  at: EpochMs,
): Promise<string[]> {
  if (events.length === 0) return []
  const receivers = await receiversIn(tx, corpId)
  const planned = events.map(({ kind, mark, bodyOf }) => {
    const wanting = receivers.filter(({ kinds }) => kinds.includes(kind))
    const to = wanting.map((one) => ({ ...one, deliveryId: deliveryIdOf(one.id, taskId, mark) }))
    return { kind, mark, bodyOf, to }
  })
  const marked = planned.filter(({ mark }) => mark !== undefined).flatMap(({ to }) => to)
  const markedIds = marked.map(({ deliveryId }) => deliveryId)
  const told = await knownAmong(tx, markedIds)
  const wanted = planned
    .map((event) => ({ ...event, to: event.to.filter((one) => !told.has(one.deliveryId)) }))
    .filter(({ to }) => to.length > 0)
  if (wanted.length === 0) return []
  const [counted] = await tx
    .insert(contractEvents)
    .values({ corpId, taskId, seq: wanted.length })
    .onConflictDoUpdate({
      target: [contractEvents.corpId, contractEvents.taskId],
      set: { seq: sql`${contractEvents.seq} + excluded.seq` },
    })
    .returning({ last: contractEvents.seq })
  if (counted === undefined) throw new Error('an upsert answered nothing')
  const first = counted.last - wanted.length + 1
  const rows = wanted.flatMap(({ kind, bodyOf, to }, index) => {
    const seq = first + index
    return to.map(({ id: webhookId, withNames, deliveryId }) => ({
      id: deliveryId,
      corpId,
      webhookId,
      taskId,
      kind,
      seq,
      body: bodyOf(seq, withNames),
      state: 'waiting' as const,
      createdAt: at,
      nextAt: at,
    }))
  })
  await tx.insert(webhookDeliveries).values(rows)
  return [...new Set(rows.map(({ webhookId }) => webhookId))]
}

function deliveryIdOf(webhookId: string, taskId: string, mark: string | undefined): string {
  if (mark === undefined) return `msg_${randomUUID()}`
  const of = JSON.stringify([webhookId, taskId, mark])
  return `msg_${createHash('sha256').update(of).digest('base64url')}`
}

async function knownAmong(tx: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { id } = webhookDeliveries
  const known = await tx
    .select({ id })
    .from(webhookDeliveries)
    .where(inArray(id, [...ids]))
  return new Set(known.map((one) => one.id))
}

export function createDeliveryStore(
  database: Database,
  { notifyOfPut }: Pick<JobStore, 'notifyOfPut'>,
): DeliveryStore {
  return {
    async tell(key, eventsOf, jobOf, at) {
      const ids = await database.transaction(async (tx) => {
        const events = eventsOf((await lockFlow(tx, key)).state)
        const told = await addEvents(tx, key, events, at)
        await putJobs(tx, told.map(jobOf), at)
        return told
      })
      if (ids.length > 0) notifyOfPut()
      return ids
    },
    async waiting(webhookId, taskId) {
      return database
        .select()
        .from(webhookDeliveries)
        .where(
          and(
            eq(webhookDeliveries.webhookId, webhookId),
            eq(webhookDeliveries.taskId, taskId),
            eq(webhookDeliveries.state, 'waiting'),
          ),
        )
        .orderBy(asc(webhookDeliveries.seq))
    },
    async recordAttempt({ id, webhookId, attempts, nextAt }, { at, ...outcome }) {
      return database.transaction(async (tx) => {
        // Locked first: deleting a webhook locks the webhook before its deliveries, too.
        const [webhook] = await tx
          .select({ failures: webhooks.failures, endedAt: webhooks.endedAt })
          .from(webhooks)
          .where(eq(webhooks.id, webhookId))
          .for('no key update')
        if (webhook === undefined) return 0
        const [recorded] = await tx
          .update(webhookDeliveries)
          .set({ ...outcome, attemptedAt: at, attempts: attempts + 1 })
          .where(
            and(
              eq(webhookDeliveries.id, id),
              eq(webhookDeliveries.state, 'waiting'),
              eq(webhookDeliveries.attempts, attempts),
              eq(webhookDeliveries.nextAt, nextAt),
            ),
          )
          .returning({ resentAt: webhookDeliveries.resentAt })
        const hasWorked = outcome.state === 'delivered'
        const failures = hasWorked ? 0 : webhook.failures + 1
        // A receiver that wanted no more may take what an admin has sent again since.
        const goesOn = hasWorked && recorded !== undefined && recorded.resentAt !== null
        const endedAt = goesOn ? null : webhook.endedAt
        if (failures !== webhook.failures || endedAt !== webhook.endedAt)
          await tx.update(webhooks).set({ failures, endedAt }).where(eq(webhooks.id, webhookId))
        return failures
      })
    },
    async end(webhookId, endedAt) {
      await database.transaction(async (tx) => {
        await tx.update(webhooks).set({ endedAt }).where(eq(webhooks.id, webhookId))
        await tx
          .update(webhookDeliveries)
          .set({ state: 'failed' })
          .where(
            and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.state, 'waiting')),
          )
      })
    },
    async giveUp(webhookId, taskId, exceptResent) {
      await database
        .update(webhookDeliveries)
        .set({ state: 'failed' })
        .where(
          and(
            eq(webhookDeliveries.webhookId, webhookId),
            eq(webhookDeliveries.taskId, taskId),
            eq(webhookDeliveries.state, 'waiting'),
            exceptResent ? isNull(webhookDeliveries.resentAt) : undefined,
          ),
        )
    },
    async latest(corpId, webhookId, limit) {
      return database
        .select()
        .from(webhookDeliveries)
        .where(
          and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.corpId, corpId)),
        )
        .orderBy(
          desc(webhookDeliveries.createdAt),
          desc(webhookDeliveries.seq),
          desc(webhookDeliveries.id),
        )
        .limit(limit)
    },
    async resend({ corpId, webhookId, id }, jobOf, at) {
      const isFound = await database.transaction(async (tx) => {
        const [resent] = await tx
          .update(webhookDeliveries)
          .set({ state: 'waiting', attempts: 0, resentAt: at, nextAt: at })
          .where(
            and(
              eq(webhookDeliveries.id, id),
              eq(webhookDeliveries.webhookId, webhookId),
              eq(webhookDeliveries.corpId, corpId),
            ),
          )
          .returning({ taskId: webhookDeliveries.taskId })
        if (resent !== undefined) await putJobs(tx, [jobOf(resent.taskId)], at)
        return resent !== undefined
      })
      if (isFound) notifyOfPut()
      return isFound
    },
  }
}
