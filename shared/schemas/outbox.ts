import { z } from 'zod'

/**
 * Messages and to-dos of one fate.
 * - `waiting`: they go out when they are due, or are tried again.
 * - `failed`: they were given up within the last week.
 * - `unknown`: DingTalk's answer was lost, and they are not sent again.
 * - `not-arrived`: DingTalk accepted them within the last week, but somebody did not get them.
 */
const outboxGroupSchema = z.object({
  /** What is sent, say `message` or `todo`. */
  kind: z.string(),
  state: z.enum(['waiting', 'failed', 'unknown', 'not-arrived']),
  /** Why it waits or failed, say `permission-missing`; null for what is only not due yet. */
  reason: z.string().nullable(),
  /**
   * Of what is refused DingTalk's code, or the permissions to apply for where those are missing; the user
   * ids of who did not get the latest that did not arrive.
   */
  detail: z.string().nullable(),
  count: z.number().int(),
  /** When the next is due, of waiting ones; when the last was given up, of others. Epoch milliseconds. */
  at: z.number(),
})

/** Answer of `GET /api/corp/outbox`, for admins. */
export const outboxDeskSchema = z.object({ groups: z.array(outboxGroupSchema) })

export type OutboxDesk = z.infer<typeof outboxDeskSchema>
export type OutboxGroup = z.infer<typeof outboxGroupSchema>
