import { z } from 'zod'
import { uploadStates } from '#shared/schemas/file.ts'
import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import { sealKinds } from '#shared/rules/start-flow-draft.ts'

const partySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('member'), userId: z.string(), name: z.string() }),
  z.object({
    kind: z.literal('outsider'),
    /** Empty if it is not known here. */
    account: z.string(),
    name: z.string(),
    organization: z.string().nullable(),
  }),
])

/**
 * Answer of `GET /api/flows/:taskId/draft`, for its initiator and admins. It has accounts that no
 * other answer has.
 */
export const flowDraftSchema = z.object({
  title: z.string().nullable(),
  signers: z.array(
    partySchema.and(
      z.object({
        /** Empty if not known here. */
        seals: z.array(z.enum(sealKinds)),
        order: z.number().int().nullable(),
      }),
    ),
  ),
  copies: z.array(partySchema),
  /** The files it was started with; empty if it was not started here. */
  files: z.array(
    z.object({
      fileId: z.string(),
      name: z.string(),
      kind: z.enum(['contract', 'attachment']),
      /** `failed` if e签宝 has it no more, `unknown` if e签宝 could not be asked. */
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
