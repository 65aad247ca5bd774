import { sql } from 'drizzle-orm'
import { boolean, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { DeliveryState, WebhookKind } from '#shared/rules/codes/webhook-kind.ts'
import { json, text, time } from '#proxy/base/store/columns.ts'

/** Addresses of other systems that an organisation has told of its contracts. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: text('id').primaryKey(),
    corpId: text('corp_id').notNull(),
    url: text('url').notNull(),
    kinds: json('kinds').$type<readonly WebhookKind[]>().notNull(),
    /** Whether bodies contain titles and names. */
    withNames: boolean('with_names').notNull(),
    /** Encrypted. */
    secret: text('secret').notNull(),
    /** The secret before, encrypted, which signs as well until `former_until`. */
    formerSecret: text('former_secret'),
    formerUntil: time('former_until'),
    createdAt: time('created_at').notNull(),
    /** Failed attempts since the last one that succeeded. */
    failures: integer('failures').notNull().default(0),
    /** When the receiver answered that it wants no more; null if it never did. */
    endedAt: time('ended_at'),
  },
  (webhook) => [index('webhooks_by_corp').on(webhook.corpId, webhook.createdAt)],
)

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    /** The `webhook-id` that receivers get. */
    id: text('id').primaryKey(),
    corpId: text('corp_id').notNull(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    kind: text('kind').$type<WebhookKind>().notNull(),
    /** Number of the event among those of the contract. */
    seq: integer('seq').notNull(),
    /** JSON as it is sent. */
    body: text('body').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    createdAt: time('created_at').notNull(),
    /** When an admin last had it sent again; null if none did. */
    resentAt: time('resent_at'),
    /** When the next attempt is due. */
    nextAt: time('next_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    attemptedAt: time('attempted_at'),
    /** Of the last answer; null without one. */
    status: integer('status'),
    /** The beginning of the last answer. */
    answer: text('answer'),
    /** Why there was no answer. */
    error: text('error'),
  },
  (delivery) => [
    index('webhook_deliveries_by_webhook').on(
      delivery.webhookId,
      delivery.createdAt,
      delivery.seq,
      delivery.id,
    ),
    index('webhook_deliveries_waiting')
      .on(delivery.webhookId, delivery.taskId, delivery.seq)
      .where(sql`state = 'waiting'`),
    index('webhook_deliveries_by_age').on(delivery.createdAt),
  ],
)

/** How many events of a contract were told, which outlives their deliveries. */
export const contractEvents = pgTable(
  'contract_events',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    seq: integer('seq').notNull(),
  },
  (events) => [primaryKey({ columns: [events.corpId, events.taskId] })],
)
