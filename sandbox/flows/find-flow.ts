import type { World } from '#sandbox/state/state.ts'
import { expireIfDue } from './flow-actions.ts'
import type { Flow } from '#sandbox/state/flow-model.ts'

/** Marked as expired if its deadline has passed. */
export function findFlow(world: World, corpId: string, taskId: string): Flow | undefined {
  const flow = world.state.flows.get(taskId)
  if (!flow || flow.corpId !== corpId) return undefined
  expireIfDue(flow, world.now())
  return flow
}
