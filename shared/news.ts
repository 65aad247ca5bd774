import { z } from 'zod'

/**
 * What the app tells people of a flow by itself: that it was refused, that it is completed, that its
 * deadline is a day away, and that it has not moved for three days.
 */
export const newsKinds = ['refused', 'completed', 'deadline', 'stuck'] as const

export type NewsKind = (typeof newsKinds)[number]

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

/**
 * - `default`: who started a flow hears of it, nobody else does.
 * - `follow`: the person hears of it as well.
 * - `mute`: the person does not hear of it.
 */
export const followStates = ['default', 'follow', 'mute'] as const

/** Body and answer of `PUT /api/flows/:taskId/follow`. */
export const followSchema = z.object({ state: z.enum(followStates) })

export type Follow = z.infer<typeof followSchema>

/** How often those who are waited for are reminded without anybody asking for it. */
export const reminderRhythms = ['never', 'day', 'three-days', 'last-day'] as const

/** Body and answer of `PUT /api/flows/:taskId/auto-reminders`, for who started the flow. */
export const autoRemindersSchema = z.object({ every: z.enum(reminderRhythms) })

export type AutoReminders = z.infer<typeof autoRemindersSchema>

/** Answer of `GET /api/flows/:taskId/follow`: what the asker has chosen for a flow. */
export const flowChoicesSchema = followSchema.extend({
  /** Null for who did not start the flow. */
  every: z.enum(reminderRhythms).nullable(),
  /** Without a deadline nobody is reminded on the last day. */
  hasDeadline: z.boolean(),
})

export type FlowChoices = z.infer<typeof flowChoicesSchema>
