import { z } from 'zod'
import { followStates, reminderRhythms } from '#shared/rules/codes/news.ts'

/** What somebody wants to hear of, of the flows that they started or follow. */
export const preferencesSchema = z.object({
  refused: z.boolean(),
  completed: z.boolean(),
  deadline: z.boolean(),
  stuck: z.boolean(),
})

/** Answer of `GET /api/me/preferences`, and of `PUT`. */
export type Preferences = z.infer<typeof preferencesSchema>

/** Body of `PUT /api/me/preferences`; what is left out stays as it is. */
export const preferencesChangeSchema = preferencesSchema.partial()

export type PreferencesChange = z.infer<typeof preferencesChangeSchema>

/** Body and answer of `PUT /api/flows/:taskId/follow`. */
export const followSchema = z.object({ state: z.enum(followStates) })

/** Body and answer of `PUT /api/flows/:taskId/auto-reminders`, for who started the flow. */
export const autoRemindersSchema = z.object({ every: z.enum(reminderRhythms) })

/** Answer of `GET /api/flows/:taskId/follow`: what the asker has chosen for a flow. */
export const flowChoicesSchema = followSchema.extend({
  /** Null for who did not start the flow. */
  every: z.enum(reminderRhythms).nullable(),
  /** Without a deadline nobody is reminded on the last day. */
  hasDeadline: z.boolean(),
})

export type FlowChoices = z.infer<typeof flowChoicesSchema>
