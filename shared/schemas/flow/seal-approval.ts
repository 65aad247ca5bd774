import { z } from 'zod'
import { approvalStatuses } from '#shared/rules/codes/approval-status.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'

/** e签宝's own value for a status. */
const statusCode = z.union([z.number(), z.string()]).nullable()

/** See `SealApproval`. */
export const sealApprovalSchema = z.object({
  name: z.string().nullable(),
  status: z.enum(approvalStatuses),
  statusCode,
  sponsor: z.string().nullable(),
  startTime: z.number().nullable(),
  endTime: z.number().nullable(),
  refuseReason: z.string().nullable(),
  sealImageUrl: z.string().nullable(),
  nodes: z.array(
    z.object({
      approver: z.string().nullable(),
      status: z.enum(approvalStatuses),
      statusCode,
      startTime: z.number().nullable(),
      decisionTime: z.number().nullable(),
      decisionTimeText: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<SealApproval>
