import type { EpochMs } from '#shared/rules/time.ts'
import type { Party, SignerText } from '#shared/rules/party/party.ts'

/**
 * `page` on a page of e签宝, where the initiator can change all but the files; `direct` at once, in
 * 2.0 only.
 */
export const launchKinds = ['page', 'direct'] as const

export type LaunchKind = (typeof launchKinds)[number]

/** Kinds of seal that a signer has to use: the company's, or their own. */
export const sealKinds = ['company', 'personal'] as const

export type SealKind = (typeof sealKinds)[number]

/** How a party signs. */
export type Signing = Partial<Record<SignerText, string>> & {
  seals: readonly SealKind[]
  /** Lower numbers sign first; equal numbers sign at the same time. */
  order?: number | null | undefined
}

export type SignerDraft = Party & Signing

export type FileDraft = {
  fileId: string
  name: string
  kind: 'contract' | 'attachment'
}

export type StartFlowDraft = {
  launch: LaunchKind
  title?: string | null | undefined
  files: readonly FileDraft[]
  signers: readonly SignerDraft[]
  copies?: readonly Party[] | undefined
  deadline?: EpochMs | null | undefined
}
