import { z } from 'zod'
import { oneLine, plainText } from '#shared/rules/plain-text.ts'
import { reminderLimits } from '#shared/rules/reminder-limits.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** A reminder that this app sent; e签宝 does not know of it. */
export const reminderSchema = z.object({
  /** The person who reminded. */
  name: z.string(),
  /** The people who were reminded; null for a person without a name. */
  recipients: z.array(z.string().nullable()),
  at: epochMs,
})

export type Reminder = z.infer<typeof reminderSchema>

/**
 * Whether a requester can remind.
 * - `possible`: `POST /api/flows/:taskId/urge` reminds the people waited for.
 * - `too-early`: the flow is younger than `reminderLimits.earliestMinutes`; possible from `availableAt`
 * on.
 * - `too-soon`: the last reminder is younger than `reminderLimits.intervalMinutes`; possible from
 * `availableAt` on.
 * - `unknown-people`: none of the people waited for is known by user id.
 * - `nobody`: there is nobody to remind, or the requester is neither an admin nor one of the flow's
 * people.
 */
export const reminderStateSchema = z.object({
  state: z.enum(['possible', 'too-early', 'too-soon', 'unknown-people', 'nobody']),
  /** Null if waiting does not help. */
  availableAt: epochMs.nullable(),
  /** The people a reminder would reach; null for a person without a name. */
  reached: z.array(z.string().nullable()),
  /** Other people waited for, whom the requester has to contact directly; never the requester. */
  unreached: z.array(z.string().nullable()),
  /** Whether a reminder can have a note: the channel takes free text. */
  takesNote: z.literal(true).optional(),
})

export type ReminderState = z.infer<typeof reminderStateSchema>

/** Body of `POST /api/flows/:taskId/urge`, which may be empty. */
export const reminderRequestSchema = z.object({
  /** One line for those who are reminded; only where `takesNote`. */
  note: z
    .string()
    .max(reminderLimits.noteLength)
    .regex(oneLine)
    .transform((note) => plainText(note).trim() || null)
    .nullish(),
})

/** Answer of `POST /api/flows/:taskId/urge`. */
export const reminderAnswerSchema = z.object({
  urge: reminderSchema,
  /** People who were not reminded, as DingTalk takes no more messages to them today. */
  heldBack: z.array(z.string().nullable()).optional(),
  reminderState: reminderStateSchema,
})

export type ReminderAnswer = z.infer<typeof reminderAnswerSchema>
