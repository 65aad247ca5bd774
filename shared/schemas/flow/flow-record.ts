import { z } from 'zod'
import { documentFactsSchema } from './flow-document.ts'
import { reminderStateSchema, reminderSchema } from './remind/reminder.ts'
import { shownTexts, textsBy } from '#shared/rules/party/party.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** A person that a flow was started with here. Unknown values are null. */
export const flowPersonSchema = z.object({
  /** An outsider's account is masked; see `maskedAccount`. */
  ...textsBy(shownTexts, () => z.string().optional()),
  role: z.enum(['signer', 'cc']),
  name: z.string().nullable(),
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order: z.number().int().nullable(),
  /** How the person has to sign: `sealKinds`, joined by commas. */
  requirement: z.string().nullable(),
  /**
   * How often the person was reminded here, or an outsider's signing link was given out, and when
   * last.
   */
  contacted: z.object({ count: z.number().int(), at: epochMs }).optional(),
  isMe: z.boolean(),
  isWaitedFor: z.boolean(),
  /** Whether the requester may get the signing link of this outside person. */
  hasSignLink: z.literal(true).optional(),
})

export type FlowPerson = z.infer<typeof flowPersonSchema>

/** What the app itself knows about a flow beyond e签宝's data, as one requester may see it. */
export const flowRecordSchema = z.object({
  /** Deadline for signing; null if it was not started here. */
  deadline: epochMs.nullable(),
  isInitiator: z.boolean(),
  /** Whether the requester may do what is for the initiator and administrators alone. */
  mayManage: z.boolean().optional(),
  /**
   * False if DingTalk names others alone on the approval that is waited for. Without it, e签宝's
   * names alone say who decides.
   */
  isApprover: z.boolean().optional(),
  /** Signers in order, then people who get a copy; empty if it was not started here. */
  people: z.array(flowPersonSchema),
  /** Newest first. Without it, the answer is of a build that has `urges` alone. */
  reminders: z.array(reminderSchema).optional(),
  /** The same, for pages of the release before; goes with the next. */
  urges: z.array(reminderSchema),
  urge: reminderStateSchema,
  /** When the requester's previous visit started; null at the first visit. */
  lastOpenedAt: epochMs.nullable(),
  /** Its files, once they are known. */
  documents: z.array(documentFactsSchema).optional(),
  /** Names of attachments, which can be opened in e签宝 alone; null for those without a name. */
  attachments: z.array(z.string().nullable()).optional(),
})

export type FlowRecord = z.infer<typeof flowRecordSchema>
