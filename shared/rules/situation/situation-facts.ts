import type { Flow } from '#shared/schemas/flow/flow.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import type { Signer } from '#shared/schemas/flow/signing.ts'

/** The input of a flow's situation; null for what could not be read. */
export interface SituationFacts {
  flow: Flow
  signers: readonly Signer[] | null
  approvals: readonly SealApproval[] | null
  /**
   * The people the flow was started with here. Empty or omitted if it was started elsewhere, or if
   * that is unknown.
   */
  people?: readonly Pick<FlowPerson, 'role' | 'name' | 'order'>[]
}
