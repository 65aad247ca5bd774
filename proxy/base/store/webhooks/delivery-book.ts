import { randomUUID } from 'node:crypto'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { DeliveryState, WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { FlowKey } from '#proxy/base/store/flow-key.ts'
import { receiversIn } from './webhook-book.ts'
import { contractEvents, webhookDeliveries, webhooks } from './webhook-schema.ts'

/** What webhooks are sent, and the outcome. */
export type DeliveryBook = {
  /** See the function of this name, with a transaction of its own. */
  addEvents(key: FlowKey, events: readonly NewEvent[], at: EpochMs): Promise<string[]>
  /** Those of a contract that are not delivered yet, in order. */
  waiting(webhookId: string, taskId: string): Promise<StoredDelivery[]>
  /** @returns failed attempts in a row of the webhook, this one included; 0 if it succeeded */
  recordAttempt(delivery: StoredDelivery, attempt: Attempt): Promise<number>
  /** The receiver wants no more: nothing waits any longer. */
  end(webhookId: string, at: EpochMs): Promise<void>
  /** The latest of a webhook, newest first. */
  latest(corpId: string, webhookId: string, limit: number): Promise<StoredDelivery[]>
  /** Makes one due again, from its first attempt. @returns null if there is none */
  resend(
    corpId: string,
    webhookId: string,
    id: string,
    at: EpochMs,
  ): Promise<Pick<StoredDelivery, 'taskId'> | null>
}

export type NewEvent = {
  kind: WebhookKind
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
  const wanted = events.filter(({ kind }) => receivers.some(({ kinds }) => kinds.includes(kind)))
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
  const rows = wanted.flatMap(({ kind, bodyOf }, index) => {
    const seq = first + index
    return receivers
      .filter(({ kinds }) => kinds.includes(kind))
      .map((receiver) => ({
        id: `msg_${randomUUID()}`,
        corpId,
        webhookId: receiver.id,
        taskId,
        kind,
        seq,
        body: bodyOf(seq, receiver.withNames),
        state: 'waiting' as const,
        createdAt: at,
        nextAt: at,
      }))
  })
  await tx.insert(webhookDeliveries).values(rows)
  return [...new Set(rows.map(({ webhookId }) => webhookId))]
}

export function createDeliveryBook(database: Database): DeliveryBook {
  return {
    addEvents: (key, events, at) => database.transaction((tx) => addEvents(tx, key, events, at)),
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
    async recordAttempt({ id, webhookId }, { at, ...outcome }) {
      return database.transaction(async (tx) => {
        await tx
          .update(webhookDeliveries)
          .set({
            ...outcome,
            attemptedAt: at,
            attempts: sql`${webhookDeliveries.attempts} + 1`,
          })
          .where(eq(webhookDeliveries.id, id))
        const hasWorked = outcome.state === 'delivered'
        const [counted] = await tx
          .update(webhooks)
          // A receiver that answered that it wants no more may take what an admin sends again.
          .set(
            hasWorked
              ? { failures: 0, endedAt: null }
              : { failures: sql`${webhooks.failures} + 1` },
          )
          .where(eq(webhooks.id, webhookId))
          .returning({ failures: webhooks.failures })
        return counted?.failures ?? 0
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
    async resend(corpId, webhookId, id, at) {
      const [resent] = await database
        .update(webhookDeliveries)
        .set({ state: 'waiting', attempts: 0, nextAt: at })
        .where(
          and(
            eq(webhookDeliveries.id, id),
            eq(webhookDeliveries.webhookId, webhookId),
            eq(webhookDeliveries.corpId, corpId),
          ),
        )
        .returning({ taskId: webhookDeliveries.taskId })
      return resent ?? null
    },
  }
}
