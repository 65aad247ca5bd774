import { z } from 'zod'
import { flowScopes } from '#shared/rules/codes/flow-scope.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { nextStepSchema } from './next-step-schema.ts'

/** Query of `GET /api/flows`: flows that this app has seen, as e签宝's API cannot list any. */
export const flowListQuerySchema = z.object({
  scope: z.enum(flowScopes).default('all'),
  status: z.enum(flowStatuses).optional(),
  /** Part of a title, a person's name, an organization or a task id, case-insensitive. */
  q: z.string().trim().max(128).optional(),
  /** `nextCursor` of the previous page. */
  cursor: z.string().max(500).optional(),
})

/** A flow as last read. Unknown values are null. */
export const listedFlowSchema = z.object({
  taskId: z.string(),
  title: z.string().nullable(),
  status: z.enum(flowStatuses),
  /** e签宝's own value for `status`. */
  statusCode: z.union([z.number(), z.string()]).nullable(),
  initiator: z.object({ name: z.string().nullable(), organization: z.string().nullable() }),
  /** At the time of `confirmedAt`; null before the first reading. */
  nextStep: nextStepSchema.nullable(),
  /** Deadline for signing, epoch milliseconds. */
  deadline: z.number().nullable(),
  /** When it was created, or else first seen here, epoch milliseconds. */
  startedAt: z.number(),
  /** When e签宝 was last read, epoch milliseconds. */
  confirmedAt: z.number().nullable(),
  /** Whether it is the asker's turn, to sign or to approve the seal. */
  waitsForMe: z.boolean(),
  /** Whether only the asker's name says so. */
  isMineByName: z.boolean(),
  /**
   * Whether DingTalk names the asker's user id among those who decide on an approval of the flow;
   * without it, e签宝's names alone say who decides.
   */
  isApprover: z.literal(true).optional(),
})

/** Answer of `GET /api/flows`: most recently first seen first. */
export const flowListSchema = z.object({
  flows: z.array(listedFlowSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
})

export type ListedFlow = z.infer<typeof listedFlowSchema>

export type FlowList = z.infer<typeof flowListSchema>
