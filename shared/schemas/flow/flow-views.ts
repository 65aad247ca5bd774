import { z } from 'zod'
import { auditKinds } from '#shared/rules/codes/audit-kind.ts'
import { epochMs } from '#shared/schemas/epoch-ms.ts'

export const flowViewedSchema = z.object({
  kind: z.enum(auditKinds),
  /** Null if it was not about one flow. */
  taskId: z.string().nullable(),
  /** The flow's current title; null if unknown. */
  title: z.string().nullable(),
  /** What else it was about, see `AuditKind`. */
  detail: z.string().nullable(),
  userId: z.string(),
  name: z.string(),
  at: epochMs,
  /** Whether a signed link alone let the person see it. */
  byLink: z.boolean(),
})

/** Answer of `GET /api/audit`, for admins; newest first. `GET /api/audit.csv` returns all pages. */
export const flowViewsSchema = z.object({
  views: z.array(flowViewedSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
})

export type FlowViews = z.infer<typeof flowViewsSchema>
