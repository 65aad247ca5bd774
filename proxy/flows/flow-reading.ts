import type { Flow, FlowView } from '../../shared/flow.ts'
import type { SealApproval } from '../../shared/seal-approval.ts'
import type { Signer } from '../../shared/signing.ts'
import { ProblemError, toProblem } from '../problem.ts'

/** What e签宝 told of a flow at one moment; parts that could not be read are their failures. */
export type FlowReading = {
  flow: Flow
  signers: Signer[] | ProblemError
  approvals: SealApproval[] | ProblemError
  /** When it was asked for, epoch milliseconds; what happened since may be missing. */
  fetchedAt: number
}

function toSection<Content>(content: Content | ProblemError, requestId: string) {
  return content instanceof ProblemError
    ? { problem: toProblem(content, requestId) }
    : { ok: content }
}

/** @param requestId of whoever is answered; readings are shared by several */
export function toFlowView(reading: FlowReading, requestId: string): FlowView {
  return {
    flow: reading.flow,
    signers: toSection(reading.signers, requestId),
    approvals: toSection(reading.approvals, requestId),
    registry: null,
    fetchedAt: reading.fetchedAt,
  }
}
