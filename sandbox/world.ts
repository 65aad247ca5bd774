import type { AccessTokens } from './access-tokens.ts'
import { createAccessTokens } from './access-tokens.ts'
import type { Call } from './calls.ts'
import type { Fault } from './faults.ts'
import type { Flow } from './flow-model.ts'
import { expireIfDue } from './flows.ts'
import type { Corp } from './people.ts'
import type { JsapiTickets } from './jsapi-tickets.ts'
import { createJsapiTickets } from './jsapi-tickets.ts'
import { seedCorps } from './seed-corps.ts'
import { seedFlows } from './seed-flows.ts'

/** A code that a DingTalk client hands to a page; exchanged once for the person behind it. */
export type AuthCode = { corpId: string; userId: string; expiresAt: number }

/** Everything that a reset restores. */
export type State = {
  corps: Map<string, Corp>
  flows: Map<string, Flow>
  authCodes: Map<string, AuthCode>
  faults: Fault[]
  calls: Call[]
}

/** What every part of the sandbox works on. */
export type World = {
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly tokens: AccessTokens
  readonly jsapiTickets: JsapiTickets
  state: State
}

function seedState(now: number): State {
  return {
    corps: new Map(seedCorps().map((corp) => [corp.corpId, corp])),
    flows: new Map(seedFlows(now).map((flow) => [flow.taskId, flow])),
    authCodes: new Map(),
    faults: [],
    calls: [],
  }
}

/** A freshly seeded world. */
export function createWorld(now: () => number): World {
  return {
    now,
    tokens: createAccessTokens(now),
    jsapiTickets: createJsapiTickets(now),
    state: seedState(now()),
  }
}

/**
 * Puts everything back to the seeds, with times relative to now. Access tokens stay valid, as
 * they hold nothing that the seeds describe.
 */
export function resetWorld(world: World): void {
  world.state = seedState(world.now())
}

/** A flow as it stands now, its deadline considered; undefined outside the organisation. */
export function findFlow(world: World, corpId: string, taskId: string): Flow | undefined {
  const flow = world.state.flows.get(taskId)
  if (!flow || flow.corpId !== corpId) return undefined
  expireIfDue(flow, world.now())
  return flow
}
