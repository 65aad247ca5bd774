import { Hono } from 'hono'
import type { AppEnv } from '../app-env.ts'
import type { Esign } from '../esign/esign.ts'
import type { FlowAccess } from '../flows/flow-access.ts'
import { linkOf, taskIdOf } from '../flows/flow-routes.ts'
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
    const taskId = taskIdOf(c)
    const session = requireSession(c)
    await access.require(session, taskId, linkOf(c))
    // For whoever opens it in DingTalk, which tells e签宝 who that is: nobody can be asked for here.
    const page = await esign.getSignUrl(session.corpId, taskId)
    return c.json(launcher.check(session.corpId, page))
  })
}
