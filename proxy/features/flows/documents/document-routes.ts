import { Hono } from 'hono'
import type { FileSender } from '#proxy/features/files/file-sender.ts'
import type { FlowAccess } from '#proxy/features/access/flow-access.ts'
import { linkOf, taskIdOf } from '#proxy/features/access/requested-flow.ts'
import { isShownByItself, type AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import type { FlowDocumentsOf } from './flow-documents.ts'

export type DocumentRouteDeps = {
  access: Pick<FlowAccess, 'require'>
  documents: FlowDocumentsOf
  sender: FileSender
}

export function documentRoutes({ access, documents, sender }: DocumentRouteDeps): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/:taskId/documents', async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      await access.require(session, taskId, linkOf(c))
      return answerJson(c, await documents.list(session, taskId))
    })
    .get('/:taskId/documents/:n/content', policy({ takesTicket: true }), async (c) => {
      const taskId = taskIdOf(c)
      const session = requireSession(c)
      const { linkUntil } = await access.require(session, taskId, linkOf(c))
      const file = documents.file(session, taskId, indexIn(c.req.param('n')), {
        byLink: linkUntil !== null,
        isShownByItself: isShownByItself(c),
      })
      return sender.send(c, session, file)
    })
}

/** A number of a list. @throws ProblemError `document-not-found` */
export function indexIn(text: string): number {
  if (!/^\d{1,3}$/.test(text))
    throw new ProblemError('document-not-found', 'Files are numbered from 0.')
  return Number(text)
}
