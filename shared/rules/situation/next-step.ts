/**
 * What happens next to a flow.
 * - `waiting-for-signature`: it is the turn of `people`.
 * - `waiting-for-anyone`: `people` have not signed, and nothing tells whose turn it is.
 * - `waiting-for-seal-approval`: `people` have to approve the use of the corp's seal.
 * - `seal-approval-refused`: `people` refused that use; `waits` has who may ask for it again.
 * - `waiting-for-several`: different things are waited for; `waits` has what and whom.
 * - `signing-unknown-who`: it is being signed, and that is all that is known.
 * - `refused-not-ended`: a contradiction: `people` refused to sign, yet it goes on being signed.
 * - `all-signed-not-completed`: a contradiction; upstream may be a moment behind.
 * - `completed-not-all-signed`: the other contradiction; `people` are shown as not having signed.
 * - the rest: what the flow's status says; with `refused`, `people` refused.
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

/** `new-seal-request`: a seal approval was refused, and its signer may ask for another one. */
export const waitKinds = ['signature', 'seal-approval', 'new-seal-request'] as const

export type WaitKind = (typeof waitKinds)[number]

/** People who are waited for to do one thing. */
export interface Wait {
  for: WaitKind
  /** By name; empty when no name is known. */
  people: string[]
  /** Since when the first of them is waited for, epoch milliseconds; null when nothing tells. */
  since: number | null
}

export interface NextStep {
  kind: NextStepKind
  /** The people the kind speaks of, by name; empty when no name is known. */
  people: string[]
  /** Since when it has been so, epoch milliseconds; null when nothing tells. */
  since: number | null
  /** Who signs after `people`, by name. */
  followedBy: string[]
  /** Why something was refused or revoked, in the words of the person who did. */
  reason: string | null
  /**
   * All that is waited for, one of each kind at most; empty when that is not known. Left out, as is
   * `byName`, in what earlier versions remembered.
   */
  waits?: Wait[] | undefined
  /** Those of the people in `waits` of whom nothing but the name is known. */
  byName?: string[] | undefined
}
