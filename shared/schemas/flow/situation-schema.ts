import { z } from 'zod'
import { nextStepSchema } from './next-step-schema.ts'
import {
  approvalStates,
  evidences,
  signerStates,
  type Situation,
} from '#shared/rules/situation/situation.ts'

const time = z.number().nullable()

/** See `Situation`. */
export const situationSchema = z.object({
  signers: z.array(
    z.object({
      name: z.string().nullable(),
      state: z.enum(signerStates),
      evidence: z.enum(evidences).nullable(),
      since: time,
      sinceBy: z.enum(evidences).nullable(),
      order: z.number().int().nullable(),
      person: z.number().int().nullable(),
      isPersonSure: z.boolean(),
    }),
  ),
  approvals: z.array(
    z.object({
      state: z.enum(approvalStates),
      signer: z.number().int().nullable(),
      isWaitedFor: z.boolean(),
      isOpenRefusal: z.boolean(),
      deciders: z.array(z.string()),
      since: time,
      reason: z.string().nullable(),
    }),
  ),
  end: z.object({ at: time, by: z.string().nullable(), reason: z.string().nullable() }).nullable(),
  next: nextStepSchema,
}) satisfies z.ZodType<Situation>
