import { z } from 'zod'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import { launchKinds, type StartFlowDraft } from '#shared/rules/start-flow/start-flow-draft.ts'
import { checkStartFlow } from '#shared/rules/start-flow/start-flow-rules.ts'
import { partySchema, signerSchema, text } from './party.ts'

/** From DingTalk or e签宝; never empty. */
const id = z.string().refine(isDingTalkId)

/** Longer lists are rejected unread; `checkStartFlow` has the actual limits. */
const many = 200

/**
 * Body of `POST /api/flows`, which starts a flow for the asker. The header `idempotency-key`, a
 * UUID, identifies the attempt: repeating the same key and body returns the same flow. Rules beyond
 * the shape are in `checkStartFlow`.
 */
export const startFlowRequestSchema = z
  .object({
    launch: z.enum(launchKinds),
    title: text.nullish(),
    /** Uploaded and ready files, in the order to show them. */
    files: z
      .array(z.object({ fileId: id, name: text, kind: z.enum(['contract', 'attachment']) }))
      .max(many),
    signers: z.array(signerSchema).max(many),
    copies: z.array(partySchema).max(many).optional(),
    deadline: z.number().int().positive().max(8.64e15).nullish(),
  })
  .superRefine((draft: StartFlowDraft, context) => {
    for (const { path, rule } of checkStartFlow(draft)) {
      context.addIssue({ code: 'custom', path, message: rule })
    }
  })

export type StartFlowRequest = z.infer<typeof startFlowRequestSchema>

/** Answer of `POST /api/flows`. */
export const startedFlowSchema = z.object({
  /** Null in the unlikely case that e签宝 started it and sent none. */
  taskId: z.string().nullable(),
  /** Where the initiator continues; null for a flow that has already started. */
  page: launchPageSchema.nullable(),
})

export type StartedFlow = z.infer<typeof startedFlowSchema>
