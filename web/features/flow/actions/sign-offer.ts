import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { turnOf } from '#shared/rules/situation/turn-of.ts'

/**
 * How signing is offered.
 * - `due`: it is the requester's turn.
 * - `possible`: one of the people it waits for may be the requester.
 */
export type SignOffer = 'due' | 'possible'

/**
 * Whether the requester may have something to sign; null if certainly not.
 * @param requesterName the name in DingTalk
 */
export function signOffer(view: FlowView, requesterName: string): SignOffer | null {
  const { flow, signers, registry, situation } = view
  if (flow.status !== 'signing') return null
  const people = registry?.people ?? []
  if ('ok' in signers) return turnOf(situation, people, requesterName)
  const hasSigned = situation.signers.some(
    ({ state, person }) => state === 'done' && person !== null && people[person]?.isMe === true,
  )
  return hasSigned ? null : 'possible'
}
