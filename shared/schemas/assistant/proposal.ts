import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/**
 * Answer of `GET /api/proposals/:id`: a reminder that an assistant proposed to the asker. Whom it
 * would reach is in the flow's own record.
 */
export const proposalSchema = z.object({
  id: z.string(),
  taskId: z.string(),
  /** What the person calls the assistant. */
  assistant: z.string(),
  /** `ended`: it was not decided in time. */
  state: z.enum(['open', 'confirmed', 'refused', 'ended']),
  askedAt: epochMs,
  /** Until when it can be confirmed. */
  expiresAt: epochMs,
})

export type Proposal = z.infer<typeof proposalSchema>
