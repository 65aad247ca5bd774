import type { NextStep } from './next-step.ts'

/**
 * How far one signer is.
 * - `done`: has signed.
 * - `due`: may sign now.
 * - `later`: others sign first.
 * - `held`: a seal approval has to be decided first.
 * - `refused`: has refused to sign.
 * - `unknown`: nothing tells, or the flow has ended without this signature.
 */
export const signerStates = ['done', 'due', 'later', 'held', 'refused', 'unknown'] as const

export type SignerState = (typeof signerStates)[number]

/**
 * What tells a state or a time.
 * - `status`: e签宝's status of the signer.
 * - `order`: the order in which people were to sign when the flow was started here.
 * - `approval`: a seal approval.
 * - `notice`: the log's record that the signer was notified.
 * - `log`: another record of the log.
 */
export const evidences = ['status', 'order', 'approval', 'notice', 'log'] as const

export type Evidence = (typeof evidences)[number]

/** One signer. What nothing tells is null. */
export interface SignerSituation {
  name: string | null
  state: SignerState
  evidence: Evidence | null
  /**
   * When a `done` or `refused` signer decided; since when the others are in their state. Epoch
   * milliseconds.
   */
  since: number | null
  sinceBy: Evidence | null
  /** Who has a smaller one signs before; who has the same one signs at the same time. */
  order: number | null
  /** Which of the people whom the flow was started with; the index in their list. */
  person: number | null
  /**
   * Whether the signer is `person` for certain. Upstream knows signers by name alone: those of one name
   * are paired in order, surely where as many people have it. Another name, or signing that somebody of
   * the name passed on, leaves a doubt.
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

/** One seal approval, at the index that it has in upstream's list. */
export interface ApprovalSituation {
  state: ApprovalState
  /** Whose signature it is about: the index in `Situation.signers`; null when not known. */
  signer: number | null
  /** Whether the flow waits for its decision. */
  isWaitedFor: boolean
  /**
   * Whether it was refused, and its signer has neither asked again nor signed since; without a
   * `signer`, whether that may be so.
   */
  isOpenRefusal: boolean
  /** Who has to decide now, or, of a refused one, who refused; by name. */
  deciders: string[]
  /** Since when it is up to them, or when it was decided. Epoch milliseconds. */
  since: number | null
  /** Why it was refused. */
  reason: string | null
}

/** How a flow ended. */
export interface FlowEnd {
  /** When it ended, epoch milliseconds; null where no record is about the end. */
  at: number | null
  /** Who ended it, by name. */
  by: string | null
  /** Why it was refused or revoked, in the words of who did it. */
  reason: string | null
}

/**
 * Where a flow stands. It is derived once, by `situationOf` in the proxy; all that speaks of turns,
 * waiting or the end reads it here.
 */
export interface Situation {
  /**
   * In upstream's order. Where the signers could not be read, whom the flow was started with, of whom
   * hardly more is known than the log tells.
   */
  signers: SignerSituation[]
  /** In upstream's order; empty where they could not be read. */
  approvals: ApprovalSituation[]
  /** Null while the flow goes on. */
  end: FlowEnd | null
  next: NextStep
}
