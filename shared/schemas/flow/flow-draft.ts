import { z } from 'zod'
import { uploadStates } from '#shared/schemas/file.ts'
import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import { partySchema, signerSchema } from './party.ts'

/**
 * Answer of `GET /api/flows/:taskId/draft`, for its initiator and admins. It has accounts that no
 * other answer has.
 */
export const flowDraftSchema = z.object({
  title: z.string().nullable(),
  /** What is not known here is empty, and the order null. */
  signers: z.array(signerSchema),
  copies: z.array(partySchema),
  /** The files it was started with, else the names of those it has, as far as they are known. */
  files: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      kind: z.enum(['contract', 'attachment']),
      /**
       * `failed` if it has to be chosen again: e签宝 has it no more, somebody has signed it, or it
       * was not uploaded here. `unknown` if e签宝 could not be asked.
       */
      state: z.enum(uploadStates),
      size: z.number().int().nonnegative().nullable(),
      pages: z.number().int().nonnegative().nullable(),
    }),
  ),
  /** Milliseconds from its start to its deadline; null without one. */
  deadlineMs: z.number().int().nullable(),
  /** Page of e签宝 on which its initiator finishes it; null if it was sent or is not known. */
  page: launchPageSchema.nullable(),
})

export type FlowDraft = z.infer<typeof flowDraftSchema>
