import { z } from 'zod'
import { approvalStatuses } from '#shared/rules/codes/approval-status.ts'

/** One step of a seal approval. Values that upstream did not send are null. */
export const approvalNodeSchema = z.object({
  approver: z.string().nullable(),
  status: z.enum(approvalStatuses),
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  /** Epoch milliseconds. */
  startTime: z.number().nullable(),
  /** When the approver decided, epoch milliseconds; null before that, and if it cannot be read. */
  decisionTime: z.number().nullable(),
  /**
   * e签宝's text for the time of the decision if it is no exact time, such as a date without a zone.
   */
  decisionTimeText: z.string().nullable(),
})

export type ApprovalNode = z.infer<typeof approvalNodeSchema>

/** A corp's approval before its seal is used (用印审批). Values that upstream did not send are null. */
export const sealApprovalSchema = z.object({
  name: z.string().nullable(),
  status: z.enum(approvalStatuses),
  /** e签宝's own value for `status`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  /** The person who requested the approval. */
  sponsor: z.string().nullable(),
  /** Epoch milliseconds. */
  startTime: z.number().nullable(),
  /** Epoch milliseconds. */
  endTime: z.number().nullable(),
  refuseReason: z.string().nullable(),
  /** Picture of the seal, http or https. */
  sealImageUrl: z.string().nullable(),
  nodes: z.array(approvalNodeSchema),
})

export type SealApproval = z.infer<typeof sealApprovalSchema>
