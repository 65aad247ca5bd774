import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import type { FlowChange } from '#proxy/base/store/outbox/causes.ts'
import type { FlowRegistry, StoredFlow } from '#proxy/base/store/flows/flow-types.ts'
import type { FlowState, TurnsBy } from '#proxy/base/store/outbox/flow-state.ts'

/** User ids of people whose turns start, end and continue with a change of a flow. */
export type TurnChange = { begun: string[]; over: string[]; goingOn: string[] }

/** User ids of the people whose turn it is; empty once the flow has ended. */
export function turnsIn({ status, people }: Pick<FlowState, 'status' | 'people'>): Set<string> {
  if (hasEnded(status)) return new Set()
  const due = people.filter(({ role, isWaitedFor }) => role === 'signer' && isWaitedFor)
  return new Set(due.flatMap(({ userId }) => (userId === null ? [] : [userId])))
}

/** A stored flow and whose turn it is; null for an unknown flow. */
export async function findWithTurns(
  registry: Pick<FlowRegistry, 'find' | 'peopleOf'>,
  corpId: string,
  taskId: string,
): Promise<{ flow: StoredFlow; turns: Set<string> } | null> {
  const [flow, people] = await Promise.all([
    registry.find(corpId, taskId),
    registry.peopleOf(corpId, taskId),
  ])
  return flow && { flow, turns: turnsIn({ status: flow.status, people }) }
}

/** How the turns shown in one way change; they are over once turns are shown in another way. */
export function turnChange(
  { before, after }: Pick<FlowChange, 'before' | 'after'>,
  by: TurnsBy,
): TurnChange {
  const turnsShownIn = (state: FlowState | null) =>
    state?.turnsBy === by ? turnsIn(state) : new Set<string>()
  const was = turnsShownIn(before)
  const is = turnsShownIn(after)
  return {
    begun: [...is].filter((userId) => !was.has(userId)),
    over: [...was].filter((userId) => !is.has(userId)),
    goingOn: [...is].filter((userId) => was.has(userId)),
  }
}
