import type { Corp } from './people.ts'
import { findPerson } from './people.ts'
import type { Flow, SealApproval, Signer } from './flow-model.ts'
import { flowStatus, logType, signStatus } from './flow-model.ts'

/** Operator of what nobody did, such as a deadline passing. */
const systemOperator = '系统'

/** Writes an operation record at the end of the flow's log. */
export function addLog(
  flow: Flow,
  type: string,
  operator: string,
  description: string,
  time: number,
): void {
  flow.logs.push({ type, operator, description, time })
}

/** The people whose turn it is, including one who waits for a seal approval. */
export function dueSigners(flow: Flow): Signer[] {
  return flow.signers.filter(
    (signer) => signer.status === signStatus.due || signer.status === signStatus.inApproval,
  )
}

/** The approval that blocks a signer, or undefined. */
export function openApproval(flow: Flow, signer: Signer): SealApproval | undefined {
  return flow.approvals.find(
    (approval) => approval.signerId === signer.id && approval.status === 'APPROVING',
  )
}

function callNextSigners(flow: Flow, time: number): void {
  const waiting = flow.signers.filter((signer) => signer.status === signStatus.later)
  const order = Math.min(...waiting.map((signer) => signer.order))
  for (const signer of waiting.filter((candidate) => candidate.order === order)) {
    signer.status = signStatus.due
    addLog(flow, logType.signNotified, systemOperator, `通知 ${signer.name} 签署`, time)
  }
}

/** Sends a draft to its signers. The package must have been charged before. */
export function startFlow(flow: Flow, time: number): void {
  flow.status = flowStatus.signing
  addLog(flow, logType.started, flow.initiator.name, '开启了签署流程', time)
  if (flow.signers.length > 0) callNextSigners(flow, time)
}

function completeSigning(flow: Flow, signer: Signer, time: number): void {
  signer.status = signStatus.signed
  const seals = signer.seals.map((seal) => (seal === 'company' ? '企业章' : '个人章')).join('、')
  addLog(flow, logType.signed, signer.name, `完成签署（${seals}）`, time)
  if (dueSigners(flow).length > 0) return
  if (flow.signers.some((candidate) => candidate.status === signStatus.later)) {
    callNextSigners(flow, time)
    return
  }
  flow.status = flowStatus.completed
  addLog(flow, logType.archived, systemOperator, '全部签署完成，流程归档', time)
}

function startApproval(corp: Corp, flow: Flow, signer: Signer, time: number): void {
  signer.status = signStatus.inApproval
  flow.approvals.push({
    id: `${flow.taskId}-SEAL-${flow.approvals.length + 1}`,
    name: `${flow.title}用印审批`,
    signerId: signer.id,
    sponsor: signer.name,
    status: 'APPROVING',
    startedAt: time,
    endedAt: null,
    refuseReason: null,
    nodes: corp.sealApprovers.map((userId, index) => ({
      userId,
      approver: findPerson(corp, userId)?.name ?? userId,
      status: index === 0 ? 'APPROVING' : 'WAIT',
      startedAt: index === 0 ? time : null,
      decidedAt: null,
    })),
  })
  addLog(flow, logType.sealApprovalStarted, signer.name, '申请使用企业印章，发起用印审批', time)
}

/** Whether this signer would have to ask for the organisation's seal first. */
function needsApproval(corp: Corp, signer: Signer): boolean {
  if (!signer.seals.includes('company') || signer.userId === null) return false
  return findPerson(corp, signer.userId)?.mayUseCompanySeal !== true
}

/**
 * One person signs. A company seal in the hands of somebody who may not use it raises a seal
 * approval instead, and the signature follows when that is agreed.
 */
export function signFlow(corp: Corp, flow: Flow, signer: Signer, time: number): void {
  if (needsApproval(corp, signer)) startApproval(corp, flow, signer, time)
  else completeSigning(flow, signer, time)
}

/** The approver whose turn it is agrees; after the last one the signature is made. */
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

/** The approver whose turn it is refuses; the signer may ask again or refuse to sign. */
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

/** One person refuses to sign, which ends the flow. */
export function refuseFlow(flow: Flow, signer: Signer, reason: string, time: number): void {
  signer.status = signStatus.refused
  flow.status = flowStatus.refused
  addLog(flow, logType.signRefused, signer.name, `拒绝签署：${reason}`, time)
}

/** The initiator takes the flow back. */
export function revokeFlow(flow: Flow, reason: string, time: number): void {
  flow.status = flowStatus.revoked
  addLog(flow, logType.revoked, flow.initiator.name, `撤回了流程：${reason}`, time)
}

/** Ends a flow whose deadline has passed; does nothing to any other. */
export function expireIfDue(flow: Flow, time: number): void {
  if (flow.status !== flowStatus.signing || flow.deadline === null || flow.deadline > time) return
  flow.status = flowStatus.expired
  addLog(flow, logType.expired, systemOperator, '签署截止时间已到，流程过期', flow.deadline)
}

/**
 * Does the next thing that would move the flow: sends a draft, agrees to the seal approval that
 * blocks it, or lets the next person sign. Nothing moves a flow that has ended.
 *
 * @returns whether it moved
 */
export function advanceFlow(corp: Corp, flow: Flow, time: number): boolean {
  if (flow.status === flowStatus.draft) {
    startFlow(flow, time)
    return true
  }
  const signer = flow.status === flowStatus.signing ? dueSigners(flow)[0] : undefined
  if (!signer) return false
  const approval = openApproval(flow, signer)
  if (approval) agreeApproval(flow, approval, time)
  else signFlow(corp, flow, signer, time)
  return true
}
