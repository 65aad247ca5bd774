import type { Flow, Signer } from '#shared/rules/flow.ts'
import type { SealApproval } from '#shared/rules/seal-approval.ts'

type StartedPerson = {
  role: 'signer' | 'cc'
  name: string | null
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order: number | null
}

/** The input of a flow's situation; null for what could not be read. */
export type SituationFacts = {
  flow: Flow
  signers: readonly Signer[] | null
  approvals: readonly SealApproval[] | null
  /** Empty or omitted if the flow was started elsewhere, or if that is unknown. */
  people?: readonly StartedPerson[]
}
