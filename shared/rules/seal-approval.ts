import type { ApprovalStatus } from './codes/approval-status.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** One step of a seal approval. Values that upstream did not send are null. */
export type ApprovalNode = {
  approver: string | null
  status: ApprovalStatus
  /** e签宝's own value for `status`, for when it is `unknown`. */
  statusCode: number | string | null
  startTime: EpochMs | null
  /** When the approver decided; null before that, and if it cannot be read. */
  decisionTime: EpochMs | null
  /**
   * e签宝's text for the time of the decision if it is no exact time, such as a date without a zone.
   */
  decisionTimeText: string | null
}

/** A corp's approval before its seal is used (用印审批). Values that upstream did not send are null. */
export type SealApproval = {
  name: string | null
  status: ApprovalStatus
  /** e签宝's own value for `status`. */
  statusCode: number | string | null
  sponsor: string | null
  startTime: EpochMs | null
  endTime: EpochMs | null
  refuseReason: string | null
  /** Picture of the seal, http or https. */
  sealImageUrl: string | null
  nodes: ApprovalNode[]
}
