import { z } from 'zod'

/**
 * Answer of `POST /api/flows/:taskId/access-requests`.
 *
 * - `asked`: the request is noted. Said alike whether there is such a flow, and whether anybody is told.
 * - `allowed`: the asker may see the flow, or would if there were one.
 */
export const accessAnswerSchema = z.object({ state: z.enum(['asked', 'allowed']) })

export type AccessAnswer = z.infer<typeof accessAnswerSchema>

/** Answer of `GET /api/access-requests`: requests that wait for the asker's decision, oldest first. */
export const accessRequestListSchema = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      taskId: z.string(),
      /** Of the flow. */
      title: z.string().nullable(),
      /** Of who asks to see it. */
      name: z.string(),
      /** Epoch milliseconds. */
      askedAt: z.number(),
    }),
  ),
})

export type AccessRequestList = z.infer<typeof accessRequestListSchema>
