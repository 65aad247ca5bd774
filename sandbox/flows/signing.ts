import { addLog, dueSigners, systemOperator } from './flow-log.ts'
import type { Flow, Signer } from '#sandbox/state/flow-model.ts'
import { flowStatus, logType, signStatus } from '#sandbox/state/flow-model.ts'

function callNextSigners(flow: Flow, time: number): void {
  const waiting = flow.signers.filter((signer) => signer.status === signStatus.later)
  const order = Math.min(...waiting.map((signer) => signer.order))
  for (const signer of waiting.filter((candidate) => candidate.order === order)) {
    signer.status = signStatus.due
    addLog(flow, logType.signNotified, systemOperator, `通知 ${signer.name} 签署`, time)
  }
}

export function startFlow(flow: Flow, time: number): void {
  flow.status = flowStatus.signing
  addLog(flow, logType.started, flow.initiator.name, '开启了签署流程', time)
  callNextSigners(flow, time)
}

/** Makes a signature. Then it is the next signers' turn; the last signature completes the flow. */
export function completeSigning(flow: Flow, signer: Signer, time: number): void {
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
