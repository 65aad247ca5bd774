import { z } from 'zod'

/** Answer of `POST /api/flows/:taskId/share-link`. */
export const shareLinkSchema = z.object({
  /** The flow's page; grants access to members of the corp who open it, until it expires. */
  url: z.string(),
  /** Epoch milliseconds. */
  expiresAt: z.number(),
})

export type ShareLink = z.infer<typeof shareLinkSchema>
