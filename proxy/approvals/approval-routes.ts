import { Hono } from 'hono'
import { isApprovalId } from '#shared/rules/approval-id.ts'
import type { AppEnv } from '#proxy/http/app-env.ts'
import type { AuditLog } from '#proxy/audit/audit-log.ts'
import { answerJson } from '#proxy/http/json-answer.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { requireSession } from '#proxy/session/session-middleware.ts'
import { taskIdIn, type ApprovalContractList } from './approval-contracts.ts'

/** Contracts attached to a DingTalk approval. */
export function approvalRoutes(contracts: ApprovalContractList, audit: AuditLog): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:instanceId', async (c) => {
    const session = requireSession(c)
    const id = c.req.param('instanceId')
    if (!isApprovalId(id)) {
      throw new ProblemError('invalid-request', 'The id of the approval is malformed.')
    }
    const answer = await contracts.read(session, id)
    const seen = new Set(answer.contracts.map(({ flowId }) => taskIdIn(flowId)))
    const noted = [...seen].map((taskId) =>
      audit.note(session, 'approval-opened', { taskId, detail: id }),
    )
    await Promise.all(noted)
    return answerJson(c, answer)
  })
}
