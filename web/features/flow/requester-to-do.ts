import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { signOffer } from './actions/sign-offer.ts'

export type RequesterToDo = 'sign' | 'approve' | 'approve-by-name'

/**
 * What the flow waits for from its requester: a signature, or the decision of a seal approval; null
 * for nothing. e签宝 knows approvers of seals only by name: `approve-by-name` unless DingTalk says
 * whether the requester's user id is among them.
 * @param requesterName the name in DingTalk
 */
export function requesterToDo(view: FlowView, requesterName: string): RequesterToDo | null {
  if (signOffer(view, requesterName) === 'due') return 'sign'
  const { end, approvals } = view.situation
  const isApprover = approvals.some(
    ({ isWaitedFor, deciders }) => isWaitedFor && deciders.includes(requesterName),
  )
  const isSure = view.registry?.isApprover
  if (!isApprover || end !== null || isSure === false) return null
  return isSure ? 'approve' : 'approve-by-name'
}

/** Whether the requester may do what is for the flow's initiator and administrators alone. */
export function requesterMayManage({ registry }: FlowView): boolean {
  // Another build's answer may not say it.
  return registry?.mayManage ?? registry?.isInitiator === true
}
