import type { Corp } from '#sandbox/state/people.ts'
import { findPerson } from '#sandbox/state/people.ts'
import { addLog } from './flow-log.ts'
import type { Flow, SealApproval, Signer } from '#sandbox/state/flow-model.ts'
import { logType, signStatus } from '#sandbox/state/flow-model.ts'
import { completeSigning } from './signing.ts'

/** Whether this signer has to request the organisation's seal first. */
export function needsApproval(corp: Corp, signer: Signer): boolean {
  if (!signer.seals.includes('company') || signer.userId === null) return false
  return findPerson(corp, signer.userId)?.mayUseCompanySeal !== true
}

export function openApproval(flow: Flow, signer: Signer): SealApproval | undefined {
  return flow.approvals.find(
    (approval) => approval.signerId === signer.id && approval.status === 'APPROVING',
  )
}

/** Requests the seal from the organisation's approvers, one by one. */
export function startApproval(corp: Corp, flow: Flow, signer: Signer, time: number): void {
  signer.status = signStatus.inApproval
  flow.approvals.push({
    name: `${flow.title}用印审批`,
    signerId: signer.id,
    sponsor: signer.name,
    status: 'APPROVING',
    startedAt: time,
    endedAt: null,
    refuseReason: null,
    nodes: corp.sealApprovers.map((userId, index) => ({
      approver: findPerson(corp, userId)?.name ?? userId,
      status: index === 0 ? 'APPROVING' : 'WAIT',
      startedAt: index === 0 ? time : null,
      decidedAt: null,
    })),
  })
  addLog(flow, logType.sealApprovalStarted, signer.name, '申请使用企业印章，发起用印审批', time)
}

/** The current approver agrees; after the last one the signature is made. */
export function agreeApproval(flow: Flow, approval: SealApproval, time: number): void {
  const node = approval.nodes.find((candidate) => candidate.status === 'APPROVING')
  if (!node) return
  node.status = 'AGREED'
  node.decidedAt = time
  addLog(flow, logType.sealApprovalAgreed, node.approver, '同意用印申请', time)
  const next = approval.nodes.find((candidate) => candidate.status === 'WAIT')
  if (next) {
    next.status = 'APPROVING'
    next.startedAt = time
    return
  }
  approval.status = 'AGREED'
  approval.endedAt = time
  const signer = flow.signers.find((candidate) => candidate.id === approval.signerId)
  if (signer) completeSigning(flow, signer, time)
}

/** The current approver refuses; the signer may request again or refuse to sign. */
export function refuseApproval(
  flow: Flow,
  approval: SealApproval,
  reason: string,
  time: number,
): void {
  const node = approval.nodes.find((candidate) => candidate.status === 'APPROVING')
  if (!node) return
  node.status = 'REFUSED'
  node.decidedAt = time
  approval.status = 'REFUSED'
  approval.endedAt = time
  approval.refuseReason = reason
  addLog(flow, logType.sealApprovalRefused, node.approver, `拒绝用印申请：${reason}`, time)
  const signer = flow.signers.find((candidate) => candidate.id === approval.signerId)
  if (signer) signer.status = signStatus.due
}
