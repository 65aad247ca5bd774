import { z } from 'zod'
import { browserPageSchema } from '#shared/schemas/launch-page.ts'

/** Body of `POST /api/flows/:taskId/sign-link`. */
export const signLinkRequestSchema = z.object({
  /**
   * An outside signer: the place in the people of `flowRecordSchema`, from 0, or the name where no other
   * outside signer has it.
   */
  signer: z.union([z.number().int().min(0).max(1000), z.string().min(1).max(200)]),
})

/** Where an outside signer signs in a browser; never both addresses are null. */
export const signLinkSchema = browserPageSchema.extend({ name: z.string().nullable() })

export type SignLink = z.infer<typeof signLinkSchema>
