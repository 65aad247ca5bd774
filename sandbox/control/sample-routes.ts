import { Hono } from 'hono'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { stateOf } from '#sandbox/dingtalk/corp-life.ts'
import { type Flow, flowStatus, signStatus } from '#sandbox/state/flow-model.ts'
import type { Corp, Person } from '#sandbox/state/people.ts'
import type { SandboxEnv } from '#sandbox/protocol/request-body.ts'
import type { World } from '#sandbox/state/state.ts'

/** What people are offered to try the app as, one for each role. */
const roles = ['employee', 'approver', 'admin'] as const

/** The most organisations that are offered; tests add thousands. */
const maxCorps = 20

function roleOf({ sealApprovers }: Corp, { userId, sysLevel }: Person): (typeof roles)[number] {
  if (sysLevel > 0) return 'admin'
  return sealApprovers.includes(userId) ? 'approver' : 'employee'
}

function isDue({ status, signers }: Flow, userId: string): boolean {
  if (status !== flowStatus.signing) return false
  return signers.some((signer) => signer.userId === userId && signer.status === signStatus.due)
}

/** What an app can be tried with: organisations, and the people and flows of one of them. */
export function sampleRoutes(world: World): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>()

  app.get('/samples', (c) => {
    const corpId = c.req.query('corpId') ?? sandboxCorpId
    const corp = world.state.corps.get(corpId)
    const flows = [...world.state.flows.values()].filter((flow) => flow.corpId === corpId)
    const people = roles.flatMap((role) => {
      const person = corp?.people.find((each) => roleOf(corp, each) === role)
      if (person === undefined) return []
      const { userId, name } = person
      const started = flows.filter(({ initiator }) => initiator.userId === userId).length
      const toSign = flows.filter((flow) => isDue(flow, userId)).length
      return [{ userId, name, role, started, toSign }]
    })
    const corps = [...world.state.corps.values()].slice(0, maxCorps).map((each) => {
      return { corpId: each.corpId, name: each.name, state: stateOf(each, world.now()) }
    })
    return c.json({
      seed: world.state.seed,
      corps,
      people,
      flows: flows.map(({ taskId, title, status }) => ({ taskId, title, flowStatus: status })),
    })
  })

  return app
}
