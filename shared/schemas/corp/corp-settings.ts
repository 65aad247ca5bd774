import { z } from 'zod'
import { messageLanguages } from '#shared/rules/message-language.ts'
import { isTimeZone } from '#shared/rules/time-zone.ts'

/** Answer of `GET` and `PUT /api/corp/settings`, for administrators. */
export const corpSettingsSchema = z.object({
  /** Of quiet hours and of times in messages; null for the server's. */
  timeZone: z.string().nullable(),
  /** The server's, which counts if the organisation has set none. */
  defaultTimeZone: z.string(),
  /** Of messages in DingTalk. */
  messageLanguage: z.enum(messageLanguages).optional(),
})

export type CorpSettings = z.infer<typeof corpSettingsSchema>

/** Body of `PUT /api/corp/settings`. */
export const corpSettingsChangeSchema = z
  .object({
    timeZone: z.string().min(1).max(64).refine(isTimeZone).nullable().optional(),
    messageLanguage: z.enum(messageLanguages).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined))
