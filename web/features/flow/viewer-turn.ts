import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { signOffer } from './actions/sign-offer.ts'

/**
 * What the flow waits for from its viewer: a signature, or the decision of a seal approval; null
 * for nothing. Approvers of seals are known only by name.
 * @param viewerName the name in DingTalk
 */
export function viewerTurn(view: FlowView, viewerName: string): 'sign' | 'approve' | null {
  if (signOffer(view, viewerName) === 'due') return 'sign'
  const { end, approvals } = view.situation
  const isApprover = approvals.some(
    ({ isWaitedFor, deciders }) => isWaitedFor && deciders.includes(viewerName),
  )
  return isApprover && end === null ? 'approve' : null
}
