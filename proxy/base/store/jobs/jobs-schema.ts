import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core'
import { json, text, time } from '#proxy/base/store/columns.ts'
import type { JobState } from './job.ts'

/** Kind of the jobs that process DingTalk's events. */
export const eventKind = 'event'

export const jobs = pgTable(
  'jobs',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    corpId: text('corp_id').notNull(),
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    userId: text('user_id'),
    taskId: text('task_id'),
    /** Jobs of one queue of a corp run one by one. */
    queue: text('queue'),
    payload: json('payload'),
    state: text('state').$type<JobState>().notNull(),
    reason: text('reason'),
    detail: text('detail'),
    result: json('result'),
    tries: integer('tries').notNull().default(0),
    puts: integer('puts').notNull().default(1),
    putAt: time('put_at').notNull(),
    dueAt: time('due_at').notNull(),
    /** Null for never. */
    expiresAt: time('expires_at'),
    /** Held by the instance that works on it, until `claimed_until` by the database clock. */
    claim: text('claim'),
    claimedUntil: time('claimed_until'),
    settledAt: time('settled_at'),
  },
  (job) => [
    uniqueIndex('jobs_by_key').on(job.corpId, job.key),
    index('jobs_due')
      .on(job.dueAt, job.id)
      .where(sql`state = 'waiting'`),
    index('jobs_calling')
      .on(job.claimedUntil)
      .where(sql`state = 'calling'`),
    index('jobs_queues')
      .on(job.corpId, job.queue, job.id)
      .where(sql`state in ('waiting', 'calling')`),
    index('jobs_by_flow').on(job.corpId, job.taskId, job.kind),
    index('jobs_by_person').on(job.corpId, job.userId, job.kind, job.settledAt),
    index('jobs_of_events')
      .on(job.putAt)
      .where(sql`kind = 'event'`),
    index('jobs_of_robot')
      .on(job.corpId, job.putAt)
      .where(sql`kind = 'robot-message'`),
    index('jobs_settled')
      .on(job.settledAt)
      .where(sql`settled_at is not null`),
  ],
)
