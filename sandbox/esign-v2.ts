import { Hono } from 'hono'
import { requireCorpToken, tokenHeader } from './access-tokens.ts'
import { flowDetail } from './flow-queries.ts'
import type { SandboxEnv } from './request-body.ts'
import type { World } from './world.ts'

/** e签宝 2.0 (`/v2.0/esign`): bare answers, `businessScene`. */
export function esignV2Routes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/flowTasks/:taskId', (c) => {
    const { corpId } = requireCorpToken(world.tokens, c.req.header(tokenHeader))
    const { title, ...detail } = flowDetail(world, corpId, c.req.param('taskId'))
    return c.json({ businessScene: title, ...detail })
  })

  return app
}
