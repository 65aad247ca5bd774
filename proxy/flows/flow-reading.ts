import type { Flow, FlowView } from '../../shared/flow.ts'
import type { FlowRecord } from '../../shared/flow-record.ts'
import type { SealApproval } from '../../shared/seal-approval.ts'
import type { Signer } from '../../shared/signing.ts'
import type { ProblemError } from '../problem.ts'
import { toSection } from '../section.ts'

/** What e签宝 told of a flow at one moment; parts that could not be read are their failures. */
export type FlowReading = {
  flow: Flow
  signers: Signer[] | ProblemError
  approvals: SealApproval[] | ProblemError
  /** When it was asked for, epoch milliseconds; what happened since may be missing. */
  fetchedAt: number
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
