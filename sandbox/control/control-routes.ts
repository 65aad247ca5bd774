import { Hono } from 'hono'
import { z } from 'zod'
import { issueAuthCode } from '#sandbox/dingtalk/sign-in/auth-codes.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { findPerson } from '#sandbox/state/people.ts'
import { faultSchema } from '#sandbox/state/faults.ts'
import { moveFlow } from '#sandbox/esign/flow-moves.ts'
import { knownFlows } from '#sandbox/esign/known-flows.ts'
import { findFlow } from '#sandbox/flows/find-flow.ts'
import { advanceFlow } from '#sandbox/flows/flow-actions.ts'
import { dueSigners } from '#sandbox/flows/flow-log.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { Seed, World } from '#sandbox/state/state.ts'
import { readJson } from './read-json.ts'

const resetRequest = z.strictObject({ seed: z.enum(['samples', 'new-company']).optional() })

const authCodeRequest = z.object({ userId: z.string(), corpId: z.string().optional() })

/** Fields of an organisation that a test can set, to make e签宝 or DingTalk refuse calls. */
const corpChanges = z.strictObject({
  esignInstalled: z.boolean().optional(),
  esignAuthorised: z.boolean().optional(),
  realNameVerified: z.boolean().optional(),
  margin: z.number().int().optional(),
  missingScopes: z.array(z.string()).optional(),
  outsideRange: z.array(z.string()).optional(),
})

const gatewayChanges = z.strictObject({
  refusesEgress: z.boolean().optional(),
  refusesStream: z.boolean().optional(),
})

/** Fields of a member that can be set; `sysLevel` is DingTalk's `sys_level`. */
const personChanges = z.strictObject({
  sysLevel: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(100)]),
})

/** A member to add, for example one with the same name as another member. */
const newPerson = z.strictObject({
  userId: z.string().min(1),
  name: z.string().min(1),
  mayUseCompanySeal: z.boolean().default(false),
})

/**
 * Under `/_sandbox`, which DingTalk and e签宝 do not have.
 * @param reset restores a seed
 */
export function controlRoutes(world: World, reset: (seed?: Seed) => void): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.post('/reset', async (c) => {
    const isEmpty = (await c.req.text()) === ''
    const wanted = isEmpty ? {} : await readJson(c, resetRequest)
    if (!wanted) return c.json({ error: 'Expected {seed: samples or new-company}.' }, 400)
    reset(wanted.seed)
    if (wanted.seed === undefined) return c.body(null, 204)
    return c.json({ corpId: sandboxCorpId, flows: knownFlows(world.state.flows.values()) })
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

  app.get('/faults', (c) => c.json({ faults: world.state.faults }))

  app.delete('/faults', (c) => {
    world.state.faults.length = 0
    return c.body(null, 204)
  })

  app.get('/messages', (c) => c.json({ messages: world.state.messages }))

  app.get('/todos', (c) => c.json({ todos: world.state.todos }))

  app.get('/processes', (c) =>
    c.json({
      templates: world.state.processTemplates,
      instances: world.state.processInstances,
    }),
  )

  app.get('/approvals', (c) => c.json(Object.fromEntries(world.state.instances)))

  app.get('/notices', (c) => c.json({ notices: world.state.notices }))

  app.patch('/gateway', async (c) => {
    const changes = await readJson(c, gatewayChanges)
    if (!changes) return c.json({ error: 'No such field, or of another type.' }, 400)
    Object.assign(world.state.gateway, changes)
    return c.body(null, 204)
  })

  app.patch('/corps/:corpId', async (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return c.json({ error: 'No such organisation.' }, 404)
    const changes = await readJson(c, corpChanges)
    if (!changes) return c.json({ error: 'No such field, or of another type.' }, 400)
    Object.assign(corp, changes)
    return c.body(null, 204)
  })

  app.patch('/corps/:corpId/people/:userId', async (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    const person = corp && findPerson(corp, c.req.param('userId'))
    if (!person) return c.json({ error: 'No such member.' }, 404)
    const changes = await readJson(c, personChanges)
    if (!changes) return c.json({ error: 'No such field, or of another type.' }, 400)
    Object.assign(person, changes)
    return c.body(null, 204)
  })

  app.delete('/corps/:corpId/people/:userId', (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return c.json({ error: 'No such organisation.' }, 404)
    const left = c.req.param('userId')
    corp.people = corp.people.filter(({ userId }) => userId !== left)
    world.tellApp({
      corpId: corp.corpId,
      eventType: 'user_leave_org',
      data: { userId: [left], optStaffId: '', timeStamp: String(world.now()) },
    })
    return c.body(null, 204)
  })

  app.post('/corps/:corpId/people', async (c) => {
    const corp = world.state.corps.get(c.req.param('corpId'))
    if (!corp) return c.json({ error: 'No such organisation.' }, 404)
    const person = await readJson(c, newPerson)
    if (!person) return c.json({ error: 'Expected {userId, name, mayUseCompanySeal?}.' }, 400)
    corp.people.push({
      ...person,
      unionId: `sandbox-union-${person.userId}`,
      title: '员工',
      sysLevel: 0,
      realNameVerified: true,
    })
    return c.body(null, 204)
  })

  app.get('/calls', (c) => c.json({ calls: world.state.calls }))

  app.post('/flows/:taskId/advance', (c) => {
    const taskId = c.req.param('taskId')
    const stored = world.state.flows.get(taskId)
    const flow = stored && findFlow(world, stored.corpId, taskId)
    if (!flow) return c.json({ error: 'No such flow.' }, 404)
    const moved = moveFlow(world, flow, (corp, time) => advanceFlow(corp, flow, time))
    return c.json({
      taskId,
      moved,
      flowStatus: flow.status,
      waitingFor: dueSigners(flow).map((signer) => signer.name),
    })
  })

  app.get('/flows/:taskId', (c) => {
    const stored = world.state.flows.get(c.req.param('taskId'))
    const flow = stored && findFlow(world, stored.corpId, stored.taskId)
    return flow ? c.json({ flow }) : c.json({ error: 'No such flow.' }, 404)
  })

  return app
}
