import { Hono } from 'hono'
import { hasEnded } from '../../shared/flow-status.ts'
import type { AppEnv } from '../app-env.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Esign } from '../esign/esign.ts'
import type { FlowAccess } from '../flows/flow-access.ts'
import type { FlowReader } from '../flows/flow-reader.ts'
import { linkOf, taskIdOf } from '../flows/flow-routes.ts'
import { ProblemError } from '../problem.ts'
import { requireSession } from '../session/session-middleware.ts'
import type { Launcher } from './launcher.ts'

export type SignUrlParts = {
  esign: Pick<Esign, 'getSignUrl'>
  flows: Pick<FlowReader, 'read'>
  access: FlowAccess
  launcher: Launcher
}

/** Where whoever asks signs a flow. */
export function signUrlRoutes(
  { esign, flows, access, launcher }: SignUrlParts,
  audit: AuditLog,
): Hono<AppEnv> {
  /** e签宝 has one code for all that keeps it from giving the page; the flow itself tells more. */
  async function explain(cause: unknown, corpId: string, taskId: string): Promise<unknown> {
    if (!(cause instanceof ProblemError && cause.code === 'upstream-rejected')) return cause
    const reading = await flows.read(corpId, taskId, 0).catch(() => null)
    if (reading === null) return cause
    const { status } = reading.flow
    if (!hasEnded(status) && status !== 'draft') return cause
    return new ProblemError('flow-not-signable', 'The flow is not being signed.', { cause })
  }

  return new Hono<AppEnv>().post('/:taskId/sign-url', async (c) => {
    const taskId = taskIdOf(c)
    const session = requireSession(c)
    const { linkUntil } = await access.require(session, taskId, linkOf(c))
    // For whoever opens it in DingTalk, which tells e签宝 who that is: nobody can be asked for here.
    const { corpId } = session
    try {
      const page = launcher.check(corpId, await esign.getSignUrl(corpId, taskId))
      await audit.note(session, 'sign-url-asked', { taskId, byLink: linkUntil !== null })
      return c.json(page)
    } catch (error) {
      throw await explain(error, corpId, taskId)
    }
  })
}
