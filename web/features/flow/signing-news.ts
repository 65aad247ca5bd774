import type { FlowView } from '#shared/schemas/flow/flow.ts'

/**
 * The outcome of the requester's signing: the flow is `completed` or `refused`, or `refusing`
 * while e签宝 has not ended it, or the requester's own step is `done`, or `held` by a seal approval; null
 * if unknown.
 * @param requesterName the name in DingTalk
 */
export function signingNews(
  { flow, situation, registry }: FlowView,
  requesterName: string,
): 'completed' | 'refused' | 'refusing' | 'done' | 'held' | null {
  if (flow.status === 'completed' || flow.status === 'refused') return flow.status
  if (flow.status !== 'signing') return null
  if (situation.next.kind === 'refused-not-ended') return 'refusing'
  const people = registry?.people ?? []
  const mayBeMine = situation.signers.filter(
    ({ person, isPersonSure, name }) =>
      people[person ?? -1]?.isMe === true || (!isPersonSure && name === requesterName),
  )
  const isDone = mayBeMine.every(({ state }) => state === 'done' || state === 'held')
  if (!isDone || mayBeMine.length === 0) return null
  return mayBeMine.some(({ state }) => state === 'held') ? 'held' : 'done'
}
