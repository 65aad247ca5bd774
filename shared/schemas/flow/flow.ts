import { z } from 'zod'
import { flowRecordSchema } from './flow-record.ts'
import type { Flow, FlowLog } from '#shared/rules/flow.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { logTypes } from '#shared/rules/codes/log-type.ts'
import { sealApprovalSchema } from './seal-approval.ts'
import { sectionOf } from './section.ts'
import { signerSchema } from './signing.ts'
import { situationSchema } from './situation-schema.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

/** See `FlowLog`. */
export const flowLogSchema = z.object({
  type: z.enum(logTypes),
  typeCode: z.string().nullable(),
  description: z.string().nullable(),
  operator: z.string().nullable(),
  time: epochMs.nullable(),
}) satisfies z.ZodType<FlowLog>

/** See `Flow`. */
export const flowSchema = z.object({
  taskId: z.string(),
  title: z.string().nullable(),
  status: z.enum(flowStatuses),
  statusCode: z.union([z.number(), z.string()]).nullable(),
  initiator: z.object({ name: z.string().nullable(), organization: z.string().nullable() }),
  logs: z.array(flowLogSchema),
}) satisfies z.ZodType<Flow>

/** Answer of `GET /api/flows/:taskId`. */
export const flowViewSchema = z.object({
  flow: flowSchema,
  signers: sectionOf(z.array(signerSchema)),
  approvals: sectionOf(z.array(sealApprovalSchema)),
  /** `person` is an index of `registry.people`. */
  situation: situationSchema,
  /** Null if our own record cannot be read now. */
  registry: flowRecordSchema.nullable(),
  /** When upstream was read. */
  fetchedAt: epochMs,
  /**
   * The outline of a long log has the newest records without a gap, and older ones only if next
   * step or stages depend on them.
   */
  isOutline: z.literal(true).optional(),
})

export type FlowView = z.infer<typeof flowViewSchema>

export const flowViewResultSchema = sectionOf(flowViewSchema)

export type FlowViewResult = z.infer<typeof flowViewResultSchema>
