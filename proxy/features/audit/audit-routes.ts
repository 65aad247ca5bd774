import { Hono } from 'hono'
import { z } from 'zod'
import { auditKinds } from '#shared/rules/codes/audit-kind.ts'
import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import { fileLanguageSchema } from '#shared/schemas/file-language.ts'
import { isTaskId } from '#shared/rules/task-id.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { readQuery } from '#proxy/base/http/json-request.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { View, ViewStore } from '#proxy/base/store/flows/view-store.ts'
import { auditFile } from './audit-file.ts'
import { answerCsv, withFirst } from '#proxy/base/csv/csv-answer.ts'
import type { Clock } from '#shared/rules/time.ts'

export type AuditDeps = {
  roles: Pick<Roles, 'requireAdmin'>
  views: Pick<ViewStore, 'list' | 'all' | 'record'>
  now: Clock
}

const pageSize = 50

const filterSchema = z.object({
  taskId: z.string().refine(isTaskId).optional(),
  kind: z.enum(auditKinds).optional(),
  /** A part of the person's name. */
  name: z.string().trim().max(100).optional(),
})

const pageQuerySchema = filterSchema.extend({ cursor: z.string().max(500).optional() })

const fileQuerySchema = filterSchema.extend({ lang: fileLanguageSchema })

/** Who opened, requested or took what, and when; for the corp's admins. */
export function auditRoutes({ roles, views, now }: AuditDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/audit', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const query = readQuery(c, pageQuerySchema)
      const page = await fromStore(views.list(corpId, { ...query, limit: pageSize }), storeMs)
      const answer: FlowViews = { views: page.items, nextCursor: page.nextCursor }
      return answerJson(c, answer)
    })
    .get('/audit.csv', policy({ isExport: true, takesTicket: true }), async (c) => {
      const { corpId, userId, name: who } = roles.requireAdmin(c)
      const { lang, ...filter } = readQuery(c, fileQuerySchema)
      const at = now()
      const taken = { corpId, userId, name: who, at, byLink: false, taskId: null }
      const detail = ['audit.csv', filter.taskId, filter.kind, filter.name]
        .filter(Boolean)
        .join(' ')
      // Recorded first: its cursor limits the file to earlier entries.
      const noted = views.record({ ...taken, kind: 'export-taken', detail })
      const cursor = await fromStore(noted, storeMs)
      const all = await withFirst<View>(views.all(corpId, { ...filter, cursor }))
      return answerCsv(c, 'flow-views', at, auditFile(all, lang))
    })
}
