import { z } from 'zod'
import { flowRecordSchema } from './flow-record.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { logTypes } from '#shared/rules/codes/log-type.ts'
import { sealApprovalSchema } from './seal-approval.ts'
import { sectionOf } from './section.ts'
import { signerSchema } from './signing.ts'
import { situationSchema } from './situation-schema.ts'

/** One operation record. Values that upstream did not send are null. */
export const flowLogSchema = z.object({
  type: z.enum(logTypes),
  /** e签宝's own number for `type` as text ("8"), for when it is `unknown`. */
  typeCode: z.string().nullable(),
  description: z.string().nullable(),
  operator: z.string().nullable(),
  /** Epoch milliseconds. */
  time: z.number().nullable(),
})

export type FlowLog = z.infer<typeof flowLogSchema>

/** A signing process according to e签宝. Values that upstream did not send are null. */
export const flowSchema = z.object({
  taskId: z.string(),
  title: z.string().nullable(),
  status: z.enum(flowStatuses),
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  initiator: z.object({
    /** The person. */
    name: z.string().nullable(),
    /** The company on whose behalf the flow was started. */
    organization: z.string().nullable(),
  }),
  /** Newest first; records without a time come last. */
  logs: z.array(flowLogSchema),
})

export type Flow = z.infer<typeof flowSchema>

/** Answer of `GET /api/flows/:taskId`. */
export const flowViewSchema = z.object({
  flow: flowSchema,
  signers: sectionOf(z.array(signerSchema)),
  approvals: sectionOf(z.array(sealApprovalSchema)),
  /**
   * Derived from the above and the people it was started with; `person` is an index of
   * `registry.people`.
   */
  situation: situationSchema,
  /** Null if our own record cannot be read now. */
  registry: flowRecordSchema.nullable(),
  /** When upstream was read, epoch milliseconds. */
  fetchedAt: z.number(),
  /**
   * Set for the outline of a long log: it has the newest records without a gap, and older ones only
   * if next step or stages depend on them.
   */
  isOutline: z.literal(true).optional(),
})

export type FlowView = z.infer<typeof flowViewSchema>

/** The flow view inside another answer. */
export const flowViewResultSchema = sectionOf(flowViewSchema)

export type FlowViewResult = z.infer<typeof flowViewResultSchema>
