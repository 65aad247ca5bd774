import { z } from 'zod'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'

/** A person who must sign. Values that upstream did not send are null. */
export const signerSchema = z.object({
  name: z.string().nullable(),
  status: z.enum(signerStatuses),
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
})

export type Signer = z.infer<typeof signerSchema>

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
