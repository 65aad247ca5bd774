import type { NextStep } from './next-step.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/**
 * The state of a signer.
 * - `done`: has signed.
 * - `due`: may sign now.
 * - `later`: others sign first.
 * - `held`: a seal approval has to be decided first.
 * - `refused`: has refused to sign.
 * - `unknown`: unknown, or the flow has ended without this signature.
 */
export const signerStates = ['done', 'due', 'later', 'held', 'refused', 'unknown'] as const

export type SignerState = (typeof signerStates)[number]

/**
 * The source of a state or a time.
 * - `status`: e签宝's status of the signer.
 * - `order`: the signing order set when the flow was started here.
 * - `approval`: a seal approval.
 * - `notice`: the log's record that the signer was notified.
 * - `log`: another record of the log.
 */
export const evidences = ['status', 'order', 'approval', 'notice', 'log'] as const

export type Evidence = (typeof evidences)[number]

export type SignerSituation = {
  name: string | null
  state: SignerState
  evidence: Evidence | null
  /** When a `done` or `refused` signer decided; since when others are in their state. */
  since: EpochMs | null
  sinceBy: Evidence | null
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order: number | null
  /** Index of the person in the list of people the flow was started with. */
  person: number | null
  /**
   * Upstream returns signers by name only: namesakes are paired in order, with certainty if both
   * sides have equally many. A different name, or one that passed signing on, leaves it uncertain.
   */
  isPersonSure: boolean
}

/**
 * - `running`: somebody has to decide.
 * - `refused`, `agreed`: decided.
 * - `unknown`: a status that e签宝 added later.
 */
export const approvalStates = ['running', 'agreed', 'refused', 'unknown'] as const

export type ApprovalState = (typeof approvalStates)[number]

export type ApprovalSituation = {
  state: ApprovalState
  /** Index in `Situation.signers` of the signer it is for; null if unknown. */
  signer: number | null
  isWaitedFor: boolean
  /** Its signer has neither requested again nor signed since; without a `signer`, possibly. */
  isOpenRefusal: boolean
  /** Names of the people who have to decide now, or who refused. */
  deciders: string[]
  /** Since when they have to decide, or when it was decided. */
  since: EpochMs | null
  reason: string | null
}

export type FlowEnd = {
  /** When it ended; null if there is no record of the end. */
  at: EpochMs | null
  by: string | null
  /** The person's own reason for a refusal or revocation. */
  reason: string | null
}

/**
 * Derived once, by `situationOf` in the proxy; all about turns, waiting or the end is read from
 * here.
 */
export type Situation = {
  /**
   * In upstream's order. If the signers could not be read, the people the flow was started with.
   */
  signers: SignerSituation[]
  /** In upstream's order; empty if they could not be read. */
  approvals: ApprovalSituation[]
  /** Null while the flow is in progress. */
  end: FlowEnd | null
  next: NextStep
}
