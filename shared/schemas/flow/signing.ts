import { z } from 'zod'
import type { Signer } from '#shared/rules/flow.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'

/** See `Signer`. */
export const signerSchema = z.object({
  name: z.string().nullable(),
  status: z.enum(signerStatuses),
  statusCode: z.union([z.number(), z.string()]).nullable(),
}) satisfies z.ZodType<Signer>

/** The signing state of a flow. Values that upstream did not send are null. */
export const signingSchema = z.object({
  taskId: z.string(),
  title: z.string().nullable(),
  status: z.enum(flowStatuses),
  /** e签宝's own value for `status`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  /** In upstream's order. */
  signers: z.array(signerSchema),
})

export type Signing = z.infer<typeof signingSchema>
