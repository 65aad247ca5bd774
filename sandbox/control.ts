import { Hono } from 'hono'
import type { Context } from 'hono'
import { z } from 'zod'
import { issueAuthCode } from './auth-codes.ts'
import { sandboxCorpId } from './credentials.ts'
import { faultSchema } from './faults.ts'
import { advanceFlow, dueSigners } from './flows.ts'
import type { SandboxEnv } from './request-body.ts'
import type { World } from './world.ts'
import { findFlow, resetWorld } from './world.ts'

const authCodeRequest = z.object({ userId: z.string(), corpId: z.string().optional() })

/** The people offered for trying the app, one for each role. */
const samplePeople = [
  { userId: 'zhangsan', role: 'employee' },
  { userId: 'lisi', role: 'approver' },
  { userId: 'wangwu', role: 'admin' },
] as const

async function readJson<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  const body: unknown = await c.req.json().catch(() => undefined)
  const result = schema.safeParse(body)
  return result.success ? result.data : undefined
}

/** The control calls under `/_sandbox`, which DingTalk and e签宝 do not have. */
export function controlRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.post('/reset', (c) => {
    resetWorld(world)
    return c.body(null, 204)
  })

  app.post('/auth-codes', async (c) => {
    const body = await readJson(c, authCodeRequest)
    if (!body) return c.json({ error: 'Expected {userId, corpId?}.' }, 400)
    const code = issueAuthCode(world, body.corpId ?? sandboxCorpId, body.userId)
    if (code === undefined) return c.json({ error: 'No such member.' }, 404)
    return c.json({ code })
  })

  app.post('/faults', async (c) => {
    const fault = await readJson(c, faultSchema)
    if (!fault) return c.json({ error: 'Expected {match, status?, body?, delayMs?, times?}.' }, 400)
    world.state.faults.push(fault)
    return c.body(null, 204)
  })

  app.delete('/faults', (c) => {
    world.state.faults.length = 0
    return c.body(null, 204)
  })

  app.get('/calls', (c) => c.json({ calls: world.state.calls }))

  app.post('/flows/:taskId/advance', (c) => {
    const taskId = c.req.param('taskId')
    const stored = world.state.flows.get(taskId)
    const corp = stored && world.state.corps.get(stored.corpId)
    const flow = stored && findFlow(world, stored.corpId, taskId)
    if (!corp || !flow) return c.json({ error: 'No such flow.' }, 404)
    const moved = advanceFlow(corp, flow, world.now())
    return c.json({
      taskId,
      moved,
      flowStatus: flow.status,
      waitingFor: dueSigners(flow).map((signer) => signer.name),
    })
  })

  app.get('/samples', (c) => {
    const members = world.state.corps.get(sandboxCorpId)?.people ?? []
    return c.json({
      people: samplePeople.map(({ userId, role }) => ({
        userId,
        name: members.find((person) => person.userId === userId)?.name ?? userId,
        role,
      })),
      flows: [...world.state.flows.values()]
        .filter((flow) => flow.corpId === sandboxCorpId)
        .map((flow) => ({ taskId: flow.taskId, title: flow.title, flowStatus: flow.status })),
    })
  })

  return app
}
