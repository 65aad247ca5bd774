import { and, asc, count, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import { lockKeys } from '#proxy/base/store/advisory-locks.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { webhookDeliveries, webhooks } from '#proxy/base/store/webhooks/webhook-schema.ts'

/** The webhooks of organisations. Secrets are encrypted already. */
export type WebhookStore = {
  /** Oldest first. */
  list(corpId: string): Promise<StoredWebhook[]>
  find(corpId: string, id: string): Promise<StoredWebhook | null>
  /** @returns false, without a change, if the corp has as many as it may have */
  add(webhook: NewWebhook, most: number): Promise<boolean>
  /** With its deliveries. @returns false if there is none */
  remove(corpId: string, id: string): Promise<boolean>
  /**
   * The secret until now becomes the former one, and the former one ends.
   * @returns false if there is none
   */
  rotate(corpId: string, id: string, secret: string, formerUntil: EpochMs): Promise<boolean>
  isWanted(corpId: string, kind: WebhookKind): Promise<boolean>
}

export type NewWebhook = {
  id: string
  corpId: string
  url: string
  kinds: readonly WebhookKind[]
  withNames: boolean
  secret: string
  createdAt: EpochMs
}

export type StoredWebhook = NewWebhook & {
  formerSecret: string | null
  formerUntil: EpochMs | null
  failures: number
  endedAt: EpochMs | null
}

/** Deliveries that are deleted at once. */
const batchSize = 2_000

export function createWebhookStore(database: Database): WebhookStore {
  const isOne = (corpId: string, id: string) =>
    and(eq(webhooks.corpId, corpId), eq(webhooks.id, id))

  return {
    async list(corpId) {
      return database
        .select()
        .from(webhooks)
        .where(eq(webhooks.corpId, corpId))
        .orderBy(asc(webhooks.createdAt), asc(webhooks.id))
    },
    async find(corpId, id) {
      const [found] = await database.select().from(webhooks).where(isOne(corpId, id))
      return found ?? null
    },
    async add(webhook, most) {
      return database.transaction(async (tx) => {
        // Serialised, so that the limit holds.
        await tx.execute(sql`select pg_advisory_xact_lock(${lockKeys.webhooks})`)
        const [known] = await tx
          .select({ count: count() })
          .from(webhooks)
          .where(eq(webhooks.corpId, webhook.corpId))
        if ((known?.count ?? 0) >= most) return false
        await tx.insert(webhooks).values(webhook)
        return true
      })
    },
    async remove(corpId, id) {
      const { id: deliveryId } = webhookDeliveries
      const some = database
        .select({ id: deliveryId })
        .from(webhookDeliveries)
        .where(and(eq(webhookDeliveries.webhookId, id), eq(webhookDeliveries.corpId, corpId)))
        .limit(batchSize)
      let isMore = true
      while (isMore) {
        // In parts, as a statement may take some seconds only.
        const deleted = await database
          .delete(webhookDeliveries)
          .where(inArray(deliveryId, some))
          .returning({ id: deliveryId })
        isMore = deleted.length === batchSize
      }
      const removed = await database
        .delete(webhooks)
        .where(isOne(corpId, id))
        .returning({ id: webhooks.id })
      return removed.length > 0
    },
    async rotate(corpId, id, secret, formerUntil) {
      const rotated = await database
        .update(webhooks)
        .set({ secret, formerSecret: sql`${webhooks.secret}`, formerUntil })
        .where(isOne(corpId, id))
        .returning({ id: webhooks.id })
      return rotated.length > 0
    },
    async isWanted(corpId, kind) {
      const wanting = await receiversIn(database, corpId)
      return wanting.some(({ kinds }) => kinds.includes(kind))
    },
  }
}

const { id, kinds, withNames } = getTableColumns(webhooks)

/** The webhooks of a corp that have not ended, none of which can be deleted until `tx` ends. */
export async function receiversIn(tx: Database, corpId: string) {
  return tx
    .select({ id, kinds, withNames })
    .from(webhooks)
    .where(and(eq(webhooks.corpId, corpId), isNull(webhooks.endedAt)))
    .for('key share')
    .prepare('webhook_receivers')
    .execute()
}
