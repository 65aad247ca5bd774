import { z } from 'zod'
import { flowScopes } from '#shared/rules/codes/flow-scope.ts'
import { flowSorts } from '#shared/rules/codes/flow-sort.ts'
import { flowStatuses } from '#shared/rules/codes/flow-status.ts'
import { nextStepSchema } from './next-step-schema.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

const time = z.coerce.number().int().min(0).max(8.64e15)

/** Query of `GET /api/flows`: flows that this app has seen, as e签宝's API cannot list any. */
export const flowListQuerySchema = z.object({
  scope: z.enum(flowScopes).default('all'),
  /** One or several, parted by commas; all if omitted. */
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(flowStatuses)))
    .optional(),
  /** Those created, or else first seen here, at that time or later. */
  since: time.optional(),
  /** `userId` of an initiator, or the name of one without. */
  by: z.string().max(128).optional(),
  /** Those being signed whose deadline is at that time or earlier. */
  due: time.optional(),
  /** By default `deadline` for what waits for the asker, else `newest`. */
  sort: z.enum(flowSorts).optional(),
  /** Part of a title, a name, a company, a masked account or a task id, case-insensitive. */
  q: z.string().trim().max(128).optional(),
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
  deadline: epochMs.nullable(),
  /** When it was created, or else first seen here. */
  startedAt: epochMs,
  confirmedAt: epochMs.nullable(),
  /** Whether it is the asker's turn, to sign or to approve the seal. */
  waitsForMe: z.boolean(),
  /** Whether only the asker's name says so. */
  isMineByName: z.boolean(),
  counterparts: z.array(z.string()).optional(),
  /** The person for whom alone `q` found it; left out if the flow itself has the text. */
  found: z.object({ role: z.enum(['signer', 'cc']), name: z.string().nullable() }).optional(),
  /**
   * Whether DingTalk names the asker's user id among those who decide on an approval of the flow;
   * without it, e签宝's names alone say who decides.
   */
  isApprover: z.literal(true).optional(),
})

/** Answer of `GET /api/flows`. */
export const flowListSchema = z.object({
  flows: z.array(listedFlowSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
  /** How many flows of each status the list has without `status`; on the first page. */
  counts: z.partialRecord(z.enum(flowStatuses), z.number().int()).optional(),
  /** Who started most of the list without `by`, at most five; on the first page of `all`. */
  initiators: z
    .array(z.object({ userId: z.string().nullable(), name: z.string(), count: z.number().int() }))
    .optional(),
})

export type ListedFlow = z.infer<typeof listedFlowSchema>

export type FlowList = z.infer<typeof flowListSchema>
