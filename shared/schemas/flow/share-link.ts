import { z } from 'zod'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** Answer of `POST /api/flows/:taskId/share-link`. */
export const shareLinkSchema = z.object({
  /** The flow's page; grants access to members of the corp who open it, until it expires. */
  url: z.string(),
  expiresAt: epochMs,
})

export type ShareLink = z.infer<typeof shareLinkSchema>
