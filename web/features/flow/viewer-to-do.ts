import type { FlowView } from '#shared/schemas/flow/flow.ts'
import { signOffer } from './actions/sign-offer.ts'

export type ViewerToDo = 'sign' | 'approve' | 'approve-by-name'

/**
 * What the flow waits for from its viewer: a signature, or the decision of a seal approval; null
 * for nothing. e签宝 knows approvers of seals only by name: `approve-by-name` unless DingTalk says
 * whether the viewer's user id is among them.
 * @param viewerName the name in DingTalk
 */
export function viewerToDo(view: FlowView, viewerName: string): ViewerToDo | null {
  if (signOffer(view, viewerName) === 'due') return 'sign'
  const { end, approvals } = view.situation
  const isApprover = approvals.some(
    ({ isWaitedFor, deciders }) => isWaitedFor && deciders.includes(viewerName),
  )
  const isSure = view.registry?.isApprover
  if (!isApprover || end !== null || isSure === false) return null
  return isSure ? 'approve' : 'approve-by-name'
}

/** Whether the viewer may do what is for the flow's initiator and administrators alone. */
export function viewerMayManage({ registry }: FlowView): boolean {
  // Another build's answer may not say it.
  return registry?.mayManage ?? registry?.isInitiator === true
}
