import { boolean, foreignKey, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { text, time } from '#proxy/base/store/columns.ts'
import { flows } from '#proxy/base/store/schema.ts'

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
