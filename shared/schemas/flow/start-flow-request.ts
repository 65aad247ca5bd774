import { z } from 'zod'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { plainText } from '#shared/rules/plain-text.ts'
import { launchPageSchema } from '#shared/schemas/launch-page.ts'
import {
  launchKinds,
  sealKinds,
  type PartyDraft,
  type SignerDraft,
  type StartFlowDraft,
} from '#shared/rules/start-flow-draft.ts'
import { checkStartFlow } from '#shared/rules/start-flow-rules.ts'

const text = z.string().max(1000).overwrite(plainText)

/** From DingTalk or e签宝; never empty. */
const id = z.string().refine(isDingTalkId)

const member = {
  kind: z.literal('member'),
  /** A member of the asker's corp. */
  userId: z.string().trim().max(128),
  /** The name when chosen; e签宝 uses the user id. */
  name: text.trim(),
}

const outsider = {
  kind: z.literal('outsider'),
  /** See `toAccount`. */
  account: text.trim(),
  name: text.trim(),
  organization: text.trim().nullish(),
}

const signing = { seals: z.array(z.enum(sealKinds)).max(2), order: z.number().nullish() }

const partySchema = z.discriminatedUnion('kind', [
  z.object(member),
  z.object(outsider),
]) satisfies z.ZodType<PartyDraft>

const signerSchema = z.discriminatedUnion('kind', [
  z.object({ ...member, ...signing }),
  z.object({ ...outsider, ...signing }),
]) satisfies z.ZodType<SignerDraft>

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
    title: text.trim().nullish(),
    /** Uploaded and ready files, in the order to show them. */
    files: z
      .array(z.object({ fileId: id, name: text.trim(), kind: z.enum(['contract', 'attachment']) }))
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
