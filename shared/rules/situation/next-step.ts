import type { EpochMs } from '#shared/rules/time.ts'
/**
 * What happens next to a flow.
 * - `waiting-for-signature`: it is the turn of `people`.
 * - `waiting-for-anyone`: `people` have not signed, and whose turn it is is unknown.
 * - `waiting-for-seal-approval`: `people` have to approve the use of the corp's seal.
 * - `seal-approval-refused`: `people` refused that use; `waits` has who may request it again.
 * - `waiting-for-several`: different things are waited for, listed in `waits`.
 * - `signing-unknown-who`: it is being signed, and nothing else is known.
 * - `refused-not-ended`: a contradiction: `people` refused to sign, but signing continues.
 * - `all-signed-not-completed`: a contradiction; upstream may be a moment behind.
 * - `completed-not-all-signed`: the opposite contradiction; `people` are listed as not having
 * signed.
 * - the rest: the flow's status; with `refused`, `people` refused.
 */
export const nextStepKinds = [
  'draft',
  'waiting-for-signature',
  'waiting-for-anyone',
  'waiting-for-seal-approval',
  'seal-approval-refused',
  'waiting-for-several',
  'signing-unknown-who',
  'refused-not-ended',
  'all-signed-not-completed',
  'completed',
  'completed-not-all-signed',
  'revoked',
  'terminated',
  'expired',
  'deleted',
  'refused',
  'unknown',
] as const

export type NextStepKind = (typeof nextStepKinds)[number]

/** `new-seal-request`: a seal approval was refused, and its signer may request another one. */
export const waitKinds = ['signature', 'seal-approval', 'new-seal-request'] as const

export type WaitKind = (typeof waitKinds)[number]

/** People who are waited for to do the same thing. */
export type Wait = {
  for: WaitKind
  people: string[]
  /** Since when the first of them is waited for; null if unknown. */
  since: EpochMs | null
}

export type NextStep = {
  kind: NextStepKind
  people: string[]
  /** Since when this has been the step; null if unknown. */
  since: EpochMs | null
  followedBy: string[]
  /** The person's own reason for a refusal or revocation. */
  reason: string | null
  /**
   * Everything waited for, at most one of each kind; empty if unknown. Like `byName`, missing in
   * records of earlier versions.
   */
  waits?: Wait[] | undefined
  /** Those in `waits` of whom only the name is known. */
  byName?: string[] | undefined
}
