import { z } from 'zod'
import { reminderOutlookSchema, reminderSchema } from './reminder.ts'

/** Somebody whom a flow was started with here. What is not known is null. */
export const flowPersonSchema = z.object({
  role: z.enum(['signer', 'cc']),
  name: z.string().nullable(),
  /** Who has a smaller one signs before; who has the same one signs at the same time. */
  order: z.number().int().nullable(),
  /** How the person has to sign: `sealKinds`, joined by commas. */
  requirement: z.string().nullable(),
  isMe: z.boolean(),
  /** Whether it is this person's turn. */
  isWaitedFor: z.boolean(),
  /** Whether the viewer may take the link by which this person, who is outside, signs. */
  hasSignLink: z.literal(true).optional(),
})

export type FlowPerson = z.infer<typeof flowPersonSchema>

/** What the app itself knows of a flow beyond what e签宝 tells, as one viewer may see it. */
export const flowRecordSchema = z.object({
  /** Until when it can be signed, epoch milliseconds; null when it was not started here. */
  deadline: z.number().nullable(),
  /** Whether the viewer started it here. */
  isInitiator: z.boolean(),
  /** Signers in their order, then those who get a copy; empty when it was not started here. */
  people: z.array(flowPersonSchema),
  /** Newest first. */
  urges: z.array(reminderSchema),
  /** Whether the viewer can remind now. */
  urge: reminderOutlookSchema,
  /** When the viewer opened it before this visit, epoch milliseconds; null at the first visit. */
  lastOpenedAt: z.number().nullable(),
})

export type FlowRecord = z.infer<typeof flowRecordSchema>
