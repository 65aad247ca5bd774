import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/**
 * Answer of `POST /api/flows/:taskId/access-requests`.
 *
 * - `asked`: the request is stored. The same answer whether or not the flow exists or anybody is
 * notified.
 * - `allowed`: the asker may see the flow, or could if it existed.
 */
export const accessAnswerSchema = z.object({ state: z.enum(['asked', 'allowed']) })

export type AccessAnswer = z.infer<typeof accessAnswerSchema>

/** Answer of `GET /api/access-requests`: pending requests for the asker to decide, oldest first. */
export const accessRequestListSchema = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      taskId: z.string(),
      title: z.string().nullable(),
      name: z.string(),
      askedAt: epochMs,
    }),
  ),
})

export type AccessRequestList = z.infer<typeof accessRequestListSchema>
