import { z } from 'zod'
import { isCalendarDate } from '#shared/rules/calendar/calendar-date.ts'
import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { amountPattern, currencies, longest, termLimits } from '#shared/rules/terms/term-limits.ts'
import type { Term } from '#shared/rules/terms/terms.ts'
import { extraDaysSchema } from '#shared/schemas/corp/corp-settings.ts'
import { text } from './party.ts'

const date = z.string().refine(isCalendarDate)

const countTo = (limit: number) => z.number().int().min(0).max(limit).default(0)

/** See `Length`; never empty. */
const length = z
  .object({
    years: countTo(longest.years),
    months: countTo(longest.months),
    days: countTo(longest.days),
  })
  .refine(({ years, months, days }) => years + months + days > 0)

const shortText = text.pipe(z.string().max(termLimits.text)).nullable()

/** The terms (履约信息) of a contract; rules between its fields are in `wrongFields`. */
export const termsSchema = z.object({
  number: shortText.default(null),
  counterparty: shortText.default(null),
  /** A decimal, `12000.00`. */
  amount: z
    .string()
    .regex(amountPattern)
    .overwrite((amount) => {
      const [whole = '', cents = ''] = amount.split('.')
      return `${whole}.${cents.padEnd(2, '0')}`
    })
    .nullable()
    .default(null),
  currency: z.enum(currencies).default('CNY'),
  begins: date.nullable().default(null),
  ends: date.nullable().default(null),
  length: length.nullable().default(null),
  isFirstDayCounted: z.boolean().default(false),
  notice: length.nullable().default(null),
  noticeBy: date.nullable().default(null),
  renewal: z
    .object({ every: length, atMost: z.number().int().min(1).max(99).nullable().default(null) })
    .nullable()
    .default(null),
  /** To remember; each once, or again every so many months. */
  dates: z
    .array(
      z.object({
        name: text.pipe(z.string().min(1).max(termLimits.date)),
        on: date,
        everyMonths: z.number().int().min(1).max(120).nullable().default(null),
      }),
    )
    .max(termLimits.dates)
    .default([]),
  /** Colleagues who look after it. Their names are DingTalk's, if it tells them. */
  keepers: z
    .array(z.object({ userId: z.string().refine(isDingTalkId), name: text }))
    .max(termLimits.keepers)
    .refine((keepers) => new Set(keepers.map(({ userId }) => userId)).size === keepers.length)
    .default([]),
}) satisfies z.ZodType<Term>

export type Terms = z.infer<typeof termsSchema>

/** Body of `PUT /api/flows/:taskId/terms`, which replaces all. */
export const termsChangeSchema = termsSchema.extend({
  /** Of the terms that were read; null if there were none. */
  version: z.string().nullable().default(null),
})

/** Answer of `GET` and `PUT /api/flows/:taskId/terms`. */
export const termsAnswerSchema = z.object({
  /** Null if nobody has set them. */
  terms: termsSchema.nullable(),
  version: z.string().nullable(),
  /** The day of completion, from which a length without a begin is counted; null before it. */
  signedOn: date.nullable(),
  /** In the organisation's time zone. */
  today: date,
  /** Days off and working days of the organisation's own. */
  ownDays: extraDaysSchema.optional(),
  /** Whether the asker may change them. */
  mayChange: z.boolean(),
  /** Whether the asker may also say who looks after the contract. */
  mayName: z.boolean(),
})

export type TermsAnswer = z.infer<typeof termsAnswerSchema>
