import { z } from 'zod'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { signerStatuses } from '#shared/rules/codes/signer-status.ts'

/** A person who must sign. What upstream did not send is null. */
export const signerSchema = z.object({
  name: z.string().nullable(),
  status: z.enum(signerStatuses),
  /** e签宝's own value for `status`; tells what an `unknown` one was. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
})

export type Signer = z.infer<typeof signerSchema>

/** How far the signing of a flow is. What upstream did not send is null. */
export const signingSchema = z.object({
  taskId: z.string(),
  title: z.string().nullable(),
  status: z.enum(flowStatuses),
  /** e签宝's own value for `status`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  /** As upstream ordered them. */
  signers: z.array(signerSchema),
})

export type Signing = z.infer<typeof signingSchema>
