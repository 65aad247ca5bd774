import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/**
 * Messages and to-dos with the same outcome.
 * - `waiting`: they are sent when due, or retried.
 * - `failed`: they were given up within the last week.
 * - `unknown`: DingTalk's answer was lost, and they are not retried.
 * - `not-arrived`: DingTalk accepted them within the last week, but did not deliver them to
 * everybody.
 */
const outboxGroupSchema = z.object({
  /** What is sent, such as `message` or `todo`. */
  kind: z.string(),
  state: z.enum(['waiting', 'failed', 'unknown', 'not-arrived']),
  /** Why it waits or failed, such as `permission-missing`; null if it is just not due yet. */
  reason: z.string().nullable(),
  /**
   * DingTalk's code of a refusal, or the permissions to apply for; for undelivered messages, the
   * user ids of the people who did not get the latest.
   */
  detail: z.string().nullable(),
  count: z.number().int(),
  /** When the next is due, for waiting ones; when the last was given up, for others. */
  at: epochMs,
})

/** What the app's robot used of the organisation's quotas since the month began in China. */
const robotUseSchema = z.object({
  received: z.number().int(),
  /** Answers at the address in a message. */
  session: z.number().int(),
  /** Answers by a call of DingTalk's API. */
  token: z.number().int(),
})

/** Answer of `GET /api/corp/outbox`, for admins. */
export const outboxDeskSchema = z.object({
  groups: z.array(outboxGroupSchema),
  /** Left out while the app has no robot. */
  robot: robotUseSchema.optional(),
})

export type OutboxDesk = z.infer<typeof outboxDeskSchema>
export type RobotUse = z.infer<typeof robotUseSchema>
export type OutboxGroup = z.infer<typeof outboxGroupSchema>
