import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { json, text, time } from '#proxy/base/store/columns.ts'
import { flows } from '#proxy/base/store/schema.ts'
import type { RowState } from './outbox-row.ts'

/** Everything the app sends by itself: recipient, flow and outcome. */
export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    corpId: text('corp_id').notNull(),
    /** Selects the sender. */
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    userId: text('user_id'),
    taskId: text('task_id'),
    /** Rows of one lane are sent one by one. */
    lane: text('lane'),
    payload: json('payload'),
    state: text('state').$type<RowState>().notNull(),
    /** Why it waits again, failed or was dropped. */
    reason: text('reason'),
    /** Identifies the cause for the desk; see `OutboxGroup`. */
    detail: text('detail'),
    result: json('result'),
    tries: integer('tries').notNull().default(0),
    putAt: time('put_at').notNull(),
    dueAt: time('due_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Held by the instance that sends it, until `claimed_until` by the database clock. */
    claim: text('claim'),
    claimedUntil: time('claimed_until'),
    settledAt: time('settled_at'),
  },
  (row) => [
    uniqueIndex('outbox_by_key').on(row.corpId, row.key),
    index('outbox_due')
      .on(row.dueAt, row.id)
      .where(sql`state = 'waiting'`),
    index('outbox_calling')
      .on(row.claimedUntil)
      .where(sql`state = 'calling'`),
    index('outbox_lanes')
      .on(row.corpId, row.lane, row.id)
      .where(sql`state in ('waiting', 'calling')`),
    index('outbox_by_flow').on(row.corpId, row.taskId, row.kind),
    index('outbox_by_person').on(row.corpId, row.userId, row.kind, row.settledAt),
    index('outbox_settled')
      .on(row.settledAt)
      .where(sql`settled_at is not null`),
  ],
)

/** People who follow or mute a flow. */
export const flowFollows = pgTable(
  'flow_follows',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    userId: text('user_id').notNull(),
    state: text('state').$type<'follow' | 'mute'>().notNull(),
    at: time('at').notNull(),
  },
  (follow) => [primaryKey({ columns: [follow.corpId, follow.taskId, follow.userId] })],
)

/** Kinds of news that people want; without a row, all of them. */
export const newsPreferences = pgTable(
  'news_preferences',
  {
    corpId: text('corp_id').notNull(),
    userId: text('user_id').notNull(),
    refused: boolean('refused').notNull(),
    completed: boolean('completed').notNull(),
    deadline: boolean('deadline').notNull(),
    stuck: boolean('stuck').notNull(),
    at: time('at').notNull(),
  },
  (preferences) => [primaryKey({ columns: [preferences.corpId, preferences.userId] })],
)

/** Flows with automatic reminders. */
export const autoReminders = pgTable(
  'auto_reminders',
  {
    corpId: text('corp_id').notNull(),
    taskId: text('task_id').notNull(),
    every: text('every').$type<'day' | 'three-days' | 'last-day'>().notNull(),
    /** The person who configured it, in whose name people are reminded. */
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    at: time('at').notNull(),
  },
  (reminders) => [
    primaryKey({ columns: [reminders.corpId, reminders.taskId] }),
    foreignKey({
      columns: [reminders.corpId, reminders.taskId],
      foreignColumns: [flows.corpId, flows.taskId],
    }).onDelete('cascade'),
  ],
)
