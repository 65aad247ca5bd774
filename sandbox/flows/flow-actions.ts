import type { Corp, Person } from '#sandbox/state/people.ts'
import { addLog, dueSigners, systemOperator } from './flow-log.ts'
import type { Flow, Signer } from '#sandbox/state/flow-model.ts'
import { flowStatus, logType, signStatus } from '#sandbox/state/flow-model.ts'
import { agreeApproval, needsApproval, openApproval, startApproval } from './seal-approvals.ts'
import { completeSigning, startFlow } from './signing.ts'

/** Sends a draft to its first signers, which costs the organisation one contract. */
export function sendDraft(corp: Corp, flow: Flow, time: number): void {
  corp.margin -= 1
  startFlow(flow, time)
}

/** If that takes the company seal and the person may not use it, a seal approval starts instead. */
export function signFlow(corp: Corp, flow: Flow, signer: Signer, time: number): void {
  if (needsApproval(corp, signer)) startApproval(corp, flow, signer, time)
  else completeSigning(flow, signer, time)
}

export function refuseFlow(flow: Flow, signer: Signer, reason: string, time: number): void {
  signer.status = signStatus.refused
  flow.status = flowStatus.refused
  addLog(flow, logType.signRefused, signer.name, `拒绝签署：${reason}`, time)
}

/**
 * A person passes signing on to a colleague (转签), who takes their place in the order.
 *
 * @returns false, with nothing changed, if the colleague is already a signer of the flow
 */
export function passOn(flow: Flow, signer: Signer, to: Person, time: number): boolean {
  if (flow.signers.some(({ id }) => id === to.userId)) return false
  addLog(flow, logType.signDelegated, signer.name, `转签给 ${to.name}`, time)
  Object.assign(signer, { id: to.userId, userId: to.userId, account: null, name: to.name })
  return true
}

export function revokeFlow(flow: Flow, reason: string, time: number): void {
  flow.status = flowStatus.revoked
  addLog(flow, logType.revoked, flow.initiator.name, `撤回了流程：${reason}`, time)
}

export function deleteFlow(flow: Flow, time: number): void {
  flow.status = flowStatus.deleted
  addLog(flow, logType.deleted, flow.initiator.name, '删除了流程', time)
}

/** Ends a flow whose deadline has passed; changes no other flow. */
export function expireIfDue(flow: Flow, time: number): void {
  if (flow.status !== flowStatus.signing || flow.deadline === null || flow.deadline > time) return
  flow.status = flowStatus.expired
  addLog(flow, logType.expired, systemOperator, '签署截止时间已到，流程过期', flow.deadline)
}

/**
 * Takes the flow's next step: sends a draft, agrees to the seal approval that blocks it, or lets
 * the next person sign. A flow that has ended does not change.
 *
 * @returns whether it changed
 */
export function advanceFlow(corp: Corp, flow: Flow, time: number): boolean {
  if (flow.status === flowStatus.draft) {
    if (flow.signers.length === 0) return false
    sendDraft(corp, flow, time)
    return true
  }
  const signer = flow.status === flowStatus.signing ? dueSigners(flow)[0] : undefined
  if (!signer) return false
  const approval = openApproval(flow, signer)
  if (approval) agreeApproval(flow, approval, time)
  else signFlow(corp, flow, signer, time)
  return true
}
