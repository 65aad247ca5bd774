import type { FlowView } from '#shared/flow.ts'

/**
 * How signing is offered to the viewer of a flow.
 * - `due`: it is the viewer's turn.
 * - `possible`: somebody is waited for of whom the app does not know whether it is the viewer.
 */
export type SignOffer = 'due' | 'possible'

/**
 * Whether the viewer may have something to sign; null when certainly not.
 * @param viewerName as DingTalk tells it
 */
export function signOffer(view: FlowView, viewerName: string): SignOffer | null {
  const { flow, signers, registry } = view
  if (flow.status !== 'signing') return null
  const people = registry?.people ?? []
  if (people.some(({ isMe, isWaitedFor }) => isMe && isWaitedFor)) return 'due'
  if (people.some(({ isMe, role }) => isMe && role === 'signer')) return null
  if (!('ok' in signers)) return 'possible'
  const open = (turn: 'waiting' | 'unsigned') => signers.ok.filter(({ status }) => status === turn)
  // Where nobody's turn is told, it may be anybody's who has not signed.
  const due = open('waiting').length > 0 ? open('waiting') : open('unsigned')
  // Of signers who were added on e签宝's page, no more than the name is known.
  const mayBeMe = due.some(({ name }) => people.length === 0 || name === viewerName)
  return mayBeMe ? 'possible' : null
}
