import { z } from 'zod'
import { isCalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import type { MarkedDays } from '#shared/rules/calendar/working-days.ts'
import { messageLanguages } from '#shared/rules/message-language.ts'
import { isTimeZone } from '#shared/rules/time-zone.ts'

const days = z.array(z.string().refine(isCalendarDate)).max(200).readonly()

/** Days off and working days of an organisation beside those of its country. */
export const extraDaysSchema = z.object({
  off: days,
  working: days,
}) satisfies z.ZodType<MarkedDays>

/** Answer of `GET` and `PUT /api/corp/settings`, for administrators. */
export const corpSettingsSchema = z.object({
  /** Of quiet hours and of times in messages; null for the server's. */
  timeZone: z.string().nullable(),
  /** The server's, which counts if the organisation has set none. */
  defaultTimeZone: z.string(),
  /** Of messages in DingTalk. */
  messageLanguage: z.enum(messageLanguages).optional(),
  extraDays: extraDaysSchema.optional(),
})

export type CorpSettings = z.infer<typeof corpSettingsSchema>

/** Body of `PUT /api/corp/settings`. */
export const corpSettingsChangeSchema = z
  .object({
    timeZone: z.string().min(1).max(64).refine(isTimeZone).nullable().optional(),
    messageLanguage: z.enum(messageLanguages).optional(),
    extraDays: extraDaysSchema
      .refine(
        ({ off, working }) => new Set([...off, ...working]).size === off.length + working.length,
      )
      .optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined))
