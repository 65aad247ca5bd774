import { turnsOf } from '#shared/rules/situation/happenings.ts'
import type { FlowStore, StoredFlow } from '#proxy/base/store/flows/flow-types.ts'

/** A stored flow and whose turn it is; null for an unknown flow. */
export async function findWithTurns(
  registry: Pick<FlowStore, 'find' | 'peopleOf'>,
  corpId: string,
  taskId: string,
): Promise<{ flow: StoredFlow; turns: ReadonlySet<string> } | null> {
  const [flow, people] = await Promise.all([
    registry.find(corpId, taskId),
    registry.peopleOf(corpId, taskId),
  ])
  return flow && { flow, turns: turnsOf({ status: flow.status, people }) }
}
