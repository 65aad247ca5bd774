import { z } from 'zod'
import { problemCodes } from '#shared/rules/codes/problem-code.ts'
import { chosenFlowsSchema } from '#shared/schemas/flow/flow-archive.ts'
import { reminderStateSchema, reminderRequestSchema, reminderSchema } from './reminder.ts'

const chosen = z.object({ taskId: z.string() })

/** Why a flow could not be read or its people not be reminded. */
const refusalSchema = z.object({
  code: z.enum(problemCodes),
  /** Seconds until a retry is worthwhile; null if waiting does not help. */
  retryAfter: z.number().nullable(),
  /** See `Problem`. */
  names: z.array(z.string()).optional(),
})

/** Answer of `POST /api/flows/reminders/preview`, in the order of the request. */
export const remindersPreviewSchema = z.object({
  flows: z.array(
    chosen.extend({
      /** Null if the flow cannot be read or the asker may not see it. */
      reminderState: reminderStateSchema.nullable(),
      /** The outside signers it waits for, whose signing links the asker may get. */
      outsiders: z
        .array(
          z.object({
            /** The index in the people of the flow's record. */
            signer: z.number().int(),
            name: z.string().nullable(),
            organization: z.string().nullable(),
            /** Masked. */
            account: z.string().nullable(),
          }),
        )
        .optional(),
      refusal: refusalSchema.nullable(),
    }),
  ),
})

/** Body of `POST /api/flows/reminders`. */
export const remindersRequestSchema = chosenFlowsSchema.extend(reminderRequestSchema.shape)

export type RemindersPreview = z.infer<typeof remindersPreviewSchema>

/** Answer of `POST /api/flows/reminders`, in the order of the request: the outcome for each. */
export const remindersAnswerSchema = z.object({
  flows: z.array(
    chosen.extend({
      /** The reminder sent; null if there was none. */
      urge: reminderSchema.nullable(),
      /** See `ReminderAnswer`. */
      heldBack: z.array(z.string().nullable()).optional(),
      refusal: refusalSchema.nullable(),
    }),
  ),
})

export type RemindersAnswer = z.infer<typeof remindersAnswerSchema>

export type ReminderRefusal = z.infer<typeof refusalSchema>
