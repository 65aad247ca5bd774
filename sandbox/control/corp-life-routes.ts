import { Hono } from 'hono'
import { z } from 'zod'
import { corpMoveSchema, moveCorp, newCorp } from '#sandbox/dingtalk/corp-life.ts'
import type { StreamGateway } from '#sandbox/dingtalk/stream-gateway.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'
import { readJson } from './read-json.ts'

const newCorps = z.object({
  /** When `count` is above 1, the ids are `corpId` with 1, 2, 3 … after it. */
  corpId: z.string().regex(/^\w+$/),
  name: z.string().default('示例公司'),
  count: z.number().int().min(1).max(10_000).default(1),
})

/** Control calls that add organisations, and authorise, stop or remove the third-party app in one. */
export function corpLifeRoutes(world: World, gateway: StreamGateway): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.post('/corps', async (c) => {
    const wanted = await readJson(c, newCorps)
    if (!wanted) return c.json({ error: 'Expected {corpId, name?, count?}.' }, 400)
    const { corpId, name, count } = wanted
    const corpIds = Array.from({ length: count }, (_, index) =>
      count === 1 ? corpId : `${corpId}${index + 1}`,
    )
    for (const [index, id] of corpIds.entries()) {
      world.state.corps.set(id, newCorp(id, count === 1 ? name : `${name} ${index + 1}`))
    }
    return c.json({ corpIds })
  })

  app.post('/corps/:corpId/life', async (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return c.json({ error: 'No such organisation.' }, 404)
    const move = await readJson(c, corpMoveSchema)
    if (!move) return c.json({ error: 'Expected {what, until?, bornAt?, eventId?}.' }, 400)
    return c.json({ eventId: moveCorp(world, gateway, corp, move).eventId })
  })

  return app
}
