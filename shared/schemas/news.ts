import { z } from 'zod'
import { followStates, reminderIntervals } from '#shared/rules/codes/news.ts'

/** Kinds of news that a person wants about flows they started or follow. */
export const preferencesSchema = z.object({
  refused: z.boolean(),
  completed: z.boolean(),
  deadline: z.boolean(),
  stuck: z.boolean(),
})

/** Answer of `GET` and `PUT /api/me/preferences`. */
export type Preferences = z.infer<typeof preferencesSchema>

/** Body of `PUT /api/me/preferences`; omitted fields stay unchanged. */
export const preferencesChangeSchema = preferencesSchema.partial()

export type PreferencesChange = z.infer<typeof preferencesChangeSchema>

/** Body and answer of `PUT /api/flows/:taskId/follow`. */
export const followSchema = z.object({ state: z.enum(followStates) })

/** Body and answer of `PUT /api/flows/:taskId/auto-reminders`, for the initiator. */
export const autoRemindersSchema = z.object({ every: z.enum(reminderIntervals) })

/** Answer of `GET /api/flows/:taskId/follow`: the asker's choices for a flow. */
export const flowChoicesSchema = followSchema.extend({
  /** Null unless the asker is the initiator. */
  every: z.enum(reminderIntervals).nullable(),
  /** Without a deadline, there is no reminder on the last day. */
  hasDeadline: z.boolean(),
})

export type FlowChoices = z.infer<typeof flowChoicesSchema>
