import {
  type Party,
  partyOf,
  type PartyText,
  type SignerText,
  signerTexts,
  textsBy,
} from '#shared/rules/party/party.ts'
import type {
  FileDraft,
  LaunchKind,
  SignerDraft,
  Signing,
  StartFlowDraft,
} from '#shared/rules/start-flow/start-flow-draft.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type DraftFile = {
  /** Identifies the file on this device, before it has an id. */
  key: string
  name: string
  /** In bytes. */
  size: number
  kind: FileDraft['kind']
  /** Null until it is uploaded. */
  fileId: string | null
  /** Null until known. */
  pages: number | null
}

export type DraftPerson = { key: string } & Party

export type DraftSigner = DraftPerson &
  Omit<Signing, 'order'> &
  Record<SignerText, string> & {
    /** In an ordered draft: signs at the same time as the previous person. */
    withPrevious: boolean
  }

/**
 * An attempt that may have started a flow. Sending the same request again with its key cannot start
 * a second one.
 */
export type DraftAttempt = {
  key: string
  /** The request as JSON. */
  request: string
  at: EpochMs
  /** The proxy does not know the outcome either, so a retry does not help. */
  isLost: boolean
}

/** The contents of the form to start a flow. */
export type Draft = {
  /** Null until chosen. */
  launch: LaunchKind | null
  title: string
  files: readonly DraftFile[]
  signers: readonly DraftSigner[]
  /** Whether people sign one after the other. */
  inOrder: boolean
  copies: readonly DraftPerson[]
  /** In local time, `2026-11-24T15:30`; empty for none. */
  deadline: string
  attempt: DraftAttempt | null
}

export const emptyDraft: Draft = {
  launch: null,
  title: '',
  files: [],
  signers: [],
  inOrder: false,
  copies: [],
  deadline: '',
  attempt: null,
}

/** Whether losing the draft would lose work. */
export function isEmpty({ title, files, signers, copies, deadline, attempt }: Draft): boolean {
  const lists = [files, signers, copies]
  return title === '' && deadline === '' && attempt === null && lists.every((l) => l.length === 0)
}

/**
 * The request for one way of starting, without the fields that it does not support. Files that are
 * not uploaded are identified by key.
 */
export function toStartFlowDraft(draft: Draft, launch: LaunchKind): StartFlowDraft {
  const isDirect = launch === 'direct'
  const orders = signingOrders(draft)
  return {
    launch,
    title: draft.title.trim(),
    files: draft.files.map(({ key, fileId, name, kind }) => ({
      fileId: fileId ?? key,
      name,
      kind,
    })),
    signers: draft.signers.map((signer, index): SignerDraft => {
      return {
        ...toParty(signer),
        ...signerTextsOf(signer),
        seals: signer.seals,
        ...(isDirect ? { order: orders[index] ?? 1 } : {}),
      }
    }),
    copies: draft.copies.map(toParty),
    ...(isDirect ? { deadline: deadlineOf(draft) } : {}),
  }
}

/** The position of each signer in the order, from 1; all have 1 without an order. */
export function signingOrders({ signers, inOrder }: Pick<Draft, 'signers' | 'inOrder'>): number[] {
  let order = 0
  return signers.map(({ withPrevious }) => {
    if (order === 0 || (inOrder && !withPrevious)) order += 1
    return order
  })
}

/** Epoch milliseconds; null for none. */
function deadlineOf({ deadline }: Draft): number | null {
  if (deadline === '') return null
  const time = new Date(deadline).getTime()
  return Number.isNaN(time) ? null : time
}

/** The party alone, of a person of the form or of a contract. */
export function toParty(person: Party): Party {
  return partyOf(person.kind, (text) => trimmed(person, text))
}

/** The texts of signing; empty where none is given. */
export function signerTextsOf(
  given: Partial<Record<SignerText, string>>,
): Record<SignerText, string> {
  return textsBy(signerTexts, (text) => trimmed(given, text))
}

function trimmed(texts: Partial<Record<PartyText, string>>, text: PartyText): string {
  return (texts[text] ?? '').trim()
}
