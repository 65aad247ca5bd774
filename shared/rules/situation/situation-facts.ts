import type { Flow } from '#shared/schemas/flow/flow.ts'
import type { FlowPerson } from '#shared/schemas/flow/flow-record.ts'
import type { SealApproval } from '#shared/schemas/flow/seal-approval.ts'
import type { Signer } from '#shared/schemas/flow/signing.ts'

/** What a flow's situation is derived from; null for what could not be read. */
export interface SituationFacts {
  flow: Flow
  signers: readonly Signer[] | null
  approvals: readonly SealApproval[] | null
  /**
   * Whom the flow was started with here. Empty, or left out, when it was started elsewhere or when
   * that is not known.
   */
  people?: readonly Pick<FlowPerson, 'role' | 'name' | 'order'>[]
}
