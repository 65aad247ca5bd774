import type { Flow, FlowView } from '../../shared/flow.ts'
import type { FlowRecord } from '../../shared/flow-record.ts'
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

/**
 * @param requestId of whoever is answered; readings are shared by several
 * @param registry what the app itself knows of the flow, where it can be read
 */
export function toFlowView(
  reading: FlowReading,
  requestId: string,
  registry: FlowRecord | null = null,
): FlowView {
  return {
    flow: reading.flow,
    signers: toSection(reading.signers, requestId),
    approvals: toSection(reading.approvals, requestId),
    registry,
    fetchedAt: reading.fetchedAt,
  }
}
