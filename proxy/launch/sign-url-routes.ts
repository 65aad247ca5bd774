import { Hono } from 'hono'
import { isTaskId } from '../../shared/task-id.ts'
import type { AppEnv } from '../app-env.ts'
import type { Esign } from '../esign/esign.ts'
import type { FlowAccess } from '../flows/flow-access.ts'
import { invalidTaskId } from '../flows/flow-reader.ts'
import { requireSession } from '../session/session-middleware.ts'
import type { Launcher } from './launcher.ts'

export type SignUrlParts = {
  esign: Pick<Esign, 'getSignUrl'>
  access: FlowAccess
  launcher: Launcher
}

/** Where whoever asks signs a flow. */
export function signUrlRoutes({ esign, access, launcher }: SignUrlParts): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/:taskId/sign-url', async (c) => {
    const session = requireSession(c)
    const taskId = c.req.param('taskId')
    if (!isTaskId(taskId)) throw invalidTaskId()
    await access.require(session, taskId)
    // For whoever opens it in DingTalk, which tells e签宝 who that is: nobody can be asked for here.
    const page = await esign.getSignUrl(session.corpId, taskId)
    return c.json(launcher.check(session.corpId, page))
  })
}
