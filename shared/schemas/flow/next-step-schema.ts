import { z } from 'zod'
import { nextStepKinds, waitKinds, type NextStep } from '#shared/rules/situation/next-step.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** See `NextStep`. */
export const nextStepSchema = z.object({
  kind: z.enum(nextStepKinds),
  people: z.array(z.string()),
  since: epochMs.nullable(),
  followedBy: z.array(z.string()),
  reason: z.string().nullable(),
  waits: z
    .array(
      z.object({
        for: z.enum(waitKinds),
        people: z.array(z.string()),
        since: epochMs.nullable(),
      }),
    )
    .optional(),
  byName: z.array(z.string()).optional(),
}) satisfies z.ZodType<NextStep>
