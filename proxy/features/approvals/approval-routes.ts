import { Hono } from 'hono'
import { isApprovalId } from '#shared/rules/approval-id.ts'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { policy } from '#proxy/base/http/route-policy.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { FileSender } from '#proxy/features/files/file-sender.ts'
import { indexIn } from '#proxy/features/flows/documents/document-routes.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { taskIdIn, type ApprovalContractList, type ApprovalFile } from './approval-contracts.ts'

export type ApprovalDeps = {
  contracts: ApprovalContractList
  sender: FileSender
}

export function approvalRoutes({ contracts, sender }: ApprovalDeps, audit: AuditLog): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/:instanceId', policy({ isBought: true }), async (c) => {
      const session = requireSession(c)
      const id = approvalIdOf(c)
      const answer = await contracts.read(session, id)
      const seen = new Set(answer.contracts.map(({ flowId }) => taskIdIn(flowId)))
      // One by one, so that the audit has them in the order of the page.
      for (const taskId of seen)
        await audit.note(session, 'approval-opened', { taskId, detail: id })
      return answerJson(c, answer)
    })
    .get(
      '/:instanceId/contracts/:contract/files/:file/:version{original|signed}/content',
      policy({ isBought: true, takesTicket: true }),
      async (c) => {
        const session = requireSession(c)
        const id = approvalIdOf(c)
        const file: ApprovalFile = {
          contract: indexIn(c.req.param('contract')),
          file: indexIn(c.req.param('file')),
          version: c.req.param('version') === 'signed' ? 'signed' : 'original',
        }
        return sender.send(c, session, {
          id: ['approval', id, file.contract, file.file, file.version],
          async open() {
            const found = await contracts.find(session, id, file)
            const { taskId, name } = found
            await audit.note(session, 'documents-opened', { taskId, detail: name })
            return found
          },
          reopen: () => contracts.find(session, id, file),
          mayStillSee: (found) => contracts.maySee(session, found),
        })
      },
    )
}

/** @throws ProblemError `invalid-request` */
function approvalIdOf(c: AppContext): string {
  const id = c.req.param('instanceId') ?? ''
  if (!isApprovalId(id))
    throw new ProblemError('invalid-request', 'The id of the approval is malformed.')
  return id
}
