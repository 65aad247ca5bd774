import { z } from 'zod'
import { problemCodes } from '#shared/rules/codes/problem-code.ts'
import { reminderOutlookSchema, reminderSchema } from './reminder.ts'

const chosen = z.object({ taskId: z.string() })

/** Why a flow cannot be read, or its people cannot be reminded. */
const refusalSchema = z.object({
  code: z.enum(problemCodes),
  /** Seconds until it is worth trying again; null where waiting does not help. */
  retryAfter: z.number().nullable(),
})

/**
 * Answer of `POST /api/flows/reminders/preview`, in the order they were asked for: what a reminder of
 * each would do at this moment.
 */
export const remindersPreviewSchema = z.object({
  flows: z.array(
    chosen.extend({
      /** Null where the flow cannot be read or is not the asker's to see. */
      outlook: reminderOutlookSchema.nullable(),
      refusal: refusalSchema.nullable(),
    }),
  ),
})

export type RemindersPreview = z.infer<typeof remindersPreviewSchema>

/** Answer of `POST /api/flows/reminders`, in the order they were asked for: what became of each. */
export const remindersAnswerSchema = z.object({
  flows: z.array(
    chosen.extend({
      /** What was sent; null where nothing was. */
      urge: reminderSchema.nullable(),
      refusal: refusalSchema.nullable(),
    }),
  ),
})

export type RemindersAnswer = z.infer<typeof remindersAnswerSchema>

export type ReminderRefusal = z.infer<typeof refusalSchema>
