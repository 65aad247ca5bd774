import { Hono } from 'hono'
import type { z } from 'zod'
import { fileLanguageSchema } from '#shared/schemas/file-language.ts'
import { flowListQuerySchema } from '#shared/schemas/flow/flow-list.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { answerCsv, withFirst } from '#proxy/base/csv/csv-answer.ts'
import { readQuery } from '#proxy/base/http/json-request.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { FlowContexts, FlowRequester } from '#proxy/features/flows/read/flow-contexts.ts'
import { allPages } from '#proxy/base/store/cursor.ts'
import { listFile } from './list-file.ts'
import type { Clock } from '#shared/rules/time.ts'

export type ExportDeps = {
  flowContexts: Pick<FlowContexts, 'list'>
  now: Clock
}

const exportQuerySchema = flowListQuerySchema
  .omit({ cursor: true })
  .extend({ lang: fileLanguageSchema })

type ListQuery = Omit<z.output<typeof exportQuerySchema>, 'lang'>

/** Flows read at a time. */
const batch = 500

/** The list of flows as a CSV download. */
export function exportRoutes(deps: ExportDeps, auditLog: AuditLog): Hono<AppEnv> {
  const { flowContexts, now } = deps

  const pagesOf = (requester: FlowRequester, query: ListQuery) =>
    allPages(async (cursor) => {
      const { flows, nextCursor } = await flowContexts.list(requester, { ...query, cursor }, batch)
      return { items: flows, nextCursor }
    })

  return new Hono<AppEnv>().get(
    '/export.csv',
    policy({ isExport: true, takesTicket: true }),
    async (c) => {
      const session = requireSession(c)
      const { lang, ...query } = readQuery(c, exportQuerySchema)
      const pages = await withFirst(pagesOf(session, query))
      await auditLog.note(session, 'export-taken', { taskId: null, detail: 'flows.csv' })
      return answerCsv(c, 'flows', now(), listFile(pages, lang))
    },
  )
}
