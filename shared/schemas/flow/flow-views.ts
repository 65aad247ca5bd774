import { z } from 'zod'
import { auditKinds } from '#shared/rules/codes/audit-kind.ts'

/** Somebody did something that the audit table keeps. */
export const flowViewedSchema = z.object({
  kind: z.enum(auditKinds),
  /** Null where it was not about one flow. */
  taskId: z.string().nullable(),
  /** Of the flow, as it is now; null when not known. */
  title: z.string().nullable(),
  /** What else it was about, see `AuditKind`. */
  detail: z.string().nullable(),
  userId: z.string(),
  /** The person's, as it was then. */
  name: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Whether nothing but a signed link let the person see it. */
  byLink: z.boolean(),
})

/** Answer of `GET /api/audit`, for admins; newest first. `GET /api/audit.csv` gives all of it. */
export const flowViewsSchema = z.object({
  views: z.array(flowViewedSchema),
  /** Null on the last page. */
  nextCursor: z.string().nullable(),
})

export type FlowViews = z.infer<typeof flowViewsSchema>
