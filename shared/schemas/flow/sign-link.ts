import { z } from 'zod'
import { browserPageSchema } from '#shared/schemas/launch-page.ts'

/** Body of `POST /api/flows/:taskId/sign-link`. */
export const signLinkRequestSchema = z.object({
  /**
   * The index in the people of `flowRecordSchema`, or the name if it is unique among outside
   * signers.
   */
  signer: z.union([z.number().int().min(0).max(1000), z.string().min(1).max(200)]),
})

/** Where an outside signer signs in a browser; at least one address is not null. */
export const signLinkSchema = browserPageSchema.extend({ name: z.string().nullable() })

export type SignLink = z.infer<typeof signLinkSchema>
