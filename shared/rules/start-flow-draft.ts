/**
 * How a flow is started: `page` on a page of e签宝, where the initiator can change all but the files and
 * sends it; `direct` at once, in generation 2.0 alone.
 */
export const launchKinds = ['page', 'direct'] as const

export type LaunchKind = (typeof launchKinds)[number]

/** Kinds of seal that a signer has to use: the company's, or their own. */
export const sealKinds = ['company', 'personal'] as const

export type SealKind = (typeof sealKinds)[number]

/** A member of the corp, or somebody outside with a mobile number or a mail address. */
export type PartyDraft =
  | { kind: 'member'; userId: string; name: string }
  | { kind: 'outsider'; account: string; name: string; organization?: string | null | undefined }

export type SignerDraft = PartyDraft & {
  seals: readonly SealKind[]
  /** Who has a smaller one signs before; who has the same one signs at the same time. */
  order?: number | null | undefined
}

export interface FileDraft {
  fileId: string
  name: string
  kind: 'contract' | 'attachment'
}

/** What somebody wants to start. */
export interface StartFlowDraft {
  launch: LaunchKind
  title?: string | null | undefined
  files: readonly FileDraft[]
  signers: readonly SignerDraft[]
  copies?: readonly PartyDraft[] | undefined
  /** Until when it has to be signed, epoch milliseconds. */
  deadline?: number | null | undefined
}
