import { Hono } from 'hono'
import type { AppEnv } from '#proxy/http/app-env.ts'
import type { AuditLog } from '#proxy/audit/audit-log.ts'
import { answerJson } from '#proxy/http/json-answer.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import { requireSession } from '#proxy/session/session-middleware.ts'
import { taskIdIn, type ApprovalContractList } from './approval-contracts.ts'

/** DingTalk's ids are opaque; these keep one safe in an address. */
const instanceId = /^[\w=~-][\w.=~-]{0,127}$/

/** Contracts attached to a DingTalk approval. */
export function approvalRoutes(contracts: ApprovalContractList, audit: AuditLog): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/:instanceId', async (c) => {
    const session = requireSession(c)
    const id = c.req.param('instanceId')
    if (!instanceId.test(id)) {
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
