import { toAccount } from '#shared/rules/party/outsider-account.ts'
import {
  type Party,
  type PartyText,
  personTexts,
  type PersonTexts,
  textsBy,
} from '#shared/rules/party/party.ts'
import type { SealKind } from '#shared/rules/start-flow/start-flow-draft.ts'
import type { StartFlowRequest } from '#shared/schemas/flow/start-flow-request.ts'
import type { StartPageRequest } from '#proxy/upstream/esign/start/get-start-url.ts'
import type { StartAtOnceRequest } from '#proxy/upstream/esign/start/start-at-once.ts'
import type { Party as EsignParty, Seal } from '#proxy/upstream/esign/start/start-request.ts'
import { cleanFileName } from '#proxy/features/files/file-name.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { NewPerson } from '#proxy/base/store/flows/flow-types.ts'

/** Details of the start for e签宝: the initiator, our own id, and the link to our flow page. */
export type StartIdentity = Required<
  Pick<StartPageRequest, 'initiatorUserId' | 'ownReference' | 'source'>
>

/** @param redirectUrl where e签宝's page returns to */
export function toStartPage(
  request: StartFlowRequest,
  identity: StartIdentity,
  redirectUrl: string,
): StartPageRequest {
  return {
    ...identity,
    title: titleOf(request) ?? undefined,
    files: cleanFiles(request),
    participants: request.signers.map((signer) => ({
      ...toEsignParty(signer),
      ...(signer.seals.length === 0 ? {} : { seals: signer.seals }),
    })),
    copies: request.copies?.map(toEsignParty),
    redirectUrl,
  }
}

/** @param redirectUrl where e签宝 sends signers afterwards; null to stay */
export function toStartAtOnce(
  request: StartFlowRequest,
  identity: StartIdentity,
  redirectUrl: string | null,
): StartAtOnceRequest {
  return {
    ...identity,
    title: titleOf(request) ?? '',
    files: cleanFiles(request),
    participants: request.signers.map((signer) => ({
      ...toEsignParty(signer),
      seals: toSeals(signer.seals),
      order: signer.order ?? undefined,
    })),
    copies: request.copies?.map(toEsignParty),
    deadline: request.deadline ?? undefined,
    redirectUrl: redirectUrl ?? undefined,
  }
}

/** Signers see these names, which may differ from those the files were uploaded under. */
export function cleanFiles({ files }: StartFlowRequest): StartFlowRequest['files'] {
  return files.map((file) => ({ ...file, name: cleanFileName(file.name) }))
}

/** The given title; null for none. */
export function titleOf({ title }: StartFlowRequest): string | null {
  return title === undefined || title === null || title === '' ? null : title
}

export function toPeople({ signers, copies }: StartFlowRequest): NewPerson[] {
  return [
    ...signers.map((signer) => ({
      ...toPerson(signer),
      role: 'signer' as const,
      order: signer.order ?? null,
      requirement: signer.seals.length === 0 ? null : signer.seals.join(','),
    })),
    ...(copies ?? []).map((copy) => ({
      ...toPerson(copy),
      role: 'cc' as const,
      order: null,
      requirement: null,
    })),
  ]
}

function toPerson(party: Party): PersonTexts {
  const given: Partial<Record<PartyText, string>> = party
  const texts = textsBy(personTexts, (text) => given[text] || null)
  return party.kind === 'member' ? texts : { ...texts, account: accountOf(party) }
}

/** What e签宝 has a place for. */
function toEsignParty(party: Party): EsignParty {
  if (party.kind === 'member') return { kind: 'member', userId: party.userId }
  const { name, organization } = party
  return {
    kind: 'outsider',
    account: accountOf(party),
    name,
    organization: organization === '' ? undefined : organization,
  }
}

function accountOf({ account }: { account: string }): string {
  return toAccount(account) ?? account
}

function toSeals(seals: readonly SealKind[]): readonly [Seal, ...Seal[]] {
  const [first, ...others] = seals
  if (first === undefined) throw new ProblemError('invalid-request', 'A signer has no seal.')
  return [first, ...others]
}
