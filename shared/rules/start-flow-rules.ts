import { extensionOf } from './file-rules.ts'
import { toAccount } from './outsider-account.ts'
import type { FileDraft, PartyDraft, SignerDraft, StartFlowDraft } from './start-flow-draft.ts'

/** What can be wrong with a draft, beside its shape. */
export const startFlowRules = [
  /** Only a flow that starts at once needs one: the page takes the first file's name. */
  'title-missing',
  'title-too-long',
  /** A flow that starts at once takes letters, digits and ordinary punctuation only. */
  'title-characters',
  /** No contract to sign. */
  'contract-missing',
  'too-many-files',
  'file-repeated',
  /** Its name lacks an extension that e签宝 takes. */
  'file-name',
  /** e签宝's page takes contracts only. */
  'attachment-needs-direct',
  /** Only a flow that starts at once needs one: on the page they can be added. */
  'signer-missing',
  'too-many-signers',
  'too-many-copies',
  /** The same person twice. */
  'person-repeated',
  'member-missing',
  'name-missing',
  'name-too-long',
  /** Neither a mobile number of mainland China nor a mail address. */
  'account-invalid',
  /** Who is to use a company's seal must name the company. */
  'organization-missing',
  'organization-too-long',
  /** Only a flow that starts at once needs to say it: on the page they can be chosen. */
  'seal-missing',
  'order-invalid',
  /** e签宝's page has its own. */
  'order-needs-direct',
  'deadline-past',
  /** e签宝's page takes none. */
  'deadline-needs-direct',
] as const

export type StartFlowRule = (typeof startFlowRules)[number]

/** One thing that is wrong, and where: `['signers', 1, 'account']`. */
export interface StartFlowIssue {
  path: (string | number)[]
  rule: StartFlowRule
}

export const longestTitle = 100
const longestName = 64
const longestOrganization = 100
export const mostFiles = 50
export const mostSigners = 50
export const mostCopies = 50
const highestOrder = 255

/**
 * Everything that is wrong with a draft, in the order of its fields; none when it can be sent.
 * @param now epoch milliseconds; without it the deadline is not compared to the clock
 */
export function checkStartFlow(draft: StartFlowDraft, now?: number): StartFlowIssue[] {
  const direct = draft.launch === 'direct'
  return [
    ...checkTitle(draft.title ?? '', direct),
    ...checkFiles(draft.files, direct),
    ...checkSigners(draft.signers, direct),
    ...checkCopies(draft.copies ?? [], draft.signers),
    ...checkDeadline(draft.deadline ?? null, direct, now),
  ]
}

/**
 * e签宝 says "no special characters" without naming them; these are none of a name's or a number's.
 * The ranges are those of pictures: Chrome 69 does not know \p{Extended_Pictographic}.
 */
const specialCharacters =
  /[\\/:*?"<>|？\p{Cc}\p{Cs}\u2600-\u27bf\u2b00-\u2bff\u{1f000}-\u{1faff}]+/gu

/** A title with a blank in the place of what a flow that starts at once does not take. */
export function withoutSpecialCharacters(title: string): string {
  return title.replace(specialCharacters, ' ')
}

const controlCharacters = /\p{Cc}|\p{Cs}/u

function checkTitle(title: string, direct: boolean): StartFlowIssue[] {
  const path = ['title']
  const text = title.trim()
  if (text === '') return direct ? [{ path, rule: 'title-missing' }] : []
  if (text.length > longestTitle) return [{ path, rule: 'title-too-long' }]
  const isRefused = direct ? withoutSpecialCharacters(text) !== text : controlCharacters.test(text)
  return isRefused ? [{ path, rule: 'title-characters' }] : []
}

function checkFiles(files: readonly FileDraft[], direct: boolean): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (!files.some(({ kind }) => kind === 'contract')) {
    issues.push({ path: ['files'], rule: 'contract-missing' })
  }
  if (files.length > mostFiles) issues.push({ path: ['files'], rule: 'too-many-files' })
  files.forEach(({ fileId, name, kind }, index) => {
    const path = ['files', index]
    if (extensionOf(name) === null) issues.push({ path: [...path, 'name'], rule: 'file-name' })
    if (kind === 'attachment' && !direct) {
      issues.push({ path: [...path, 'kind'], rule: 'attachment-needs-direct' })
    }
    if (files.findIndex((file) => file.fileId === fileId) < index) {
      issues.push({ path, rule: 'file-repeated' })
    }
  })
  return issues
}

function checkSigners(signers: readonly SignerDraft[], direct: boolean): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (signers.length === 0 && direct) issues.push({ path: ['signers'], rule: 'signer-missing' })
  if (signers.length > mostSigners) issues.push({ path: ['signers'], rule: 'too-many-signers' })
  signers.forEach((signer, index) => {
    const path = ['signers', index]
    issues.push(...checkParty(signer, path))
    if (signers.slice(0, index).some((other) => isSamePerson(other, signer))) {
      issues.push({ path, rule: 'person-repeated' })
    }
    issues.push(...checkSigning(signer, path, direct))
  })
  return issues
}

function checkSigning(
  signer: SignerDraft,
  path: readonly (string | number)[],
  direct: boolean,
): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  const order = signer.order ?? null
  if (signer.seals.length === 0 && direct) {
    issues.push({ path: [...path, 'seals'], rule: 'seal-missing' })
  }
  if (
    signer.kind === 'outsider' &&
    signer.seals.includes('company') &&
    (signer.organization ?? '').trim() === ''
  ) {
    issues.push({ path: [...path, 'organization'], rule: 'organization-missing' })
  }
  if (order !== null && !direct) {
    issues.push({ path: [...path, 'order'], rule: 'order-needs-direct' })
  } else if (order !== null && !(Number.isInteger(order) && order >= 1 && order <= highestOrder)) {
    issues.push({ path: [...path, 'order'], rule: 'order-invalid' })
  }
  return issues
}

function checkCopies(
  copies: readonly PartyDraft[],
  signers: readonly SignerDraft[],
): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (copies.length > mostCopies) issues.push({ path: ['copies'], rule: 'too-many-copies' })
  copies.forEach((copy, index) => {
    const path = ['copies', index]
    issues.push(...checkParty(copy, path))
    if ([...signers, ...copies.slice(0, index)].some((other) => isSamePerson(other, copy))) {
      issues.push({ path, rule: 'person-repeated' })
    }
  })
  return issues
}

function checkParty(party: PartyDraft, path: readonly (string | number)[]): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (party.kind === 'member') {
    if (party.userId.trim() === '') {
      issues.push({ path: [...path, 'userId'], rule: 'member-missing' })
    }
  } else {
    if (toAccount(party.account) === null) {
      issues.push({ path: [...path, 'account'], rule: 'account-invalid' })
    }
    if ((party.organization ?? '').length > longestOrganization) {
      issues.push({ path: [...path, 'organization'], rule: 'organization-too-long' })
    }
  }
  if (party.name.trim() === '') issues.push({ path: [...path, 'name'], rule: 'name-missing' })
  if (party.name.trim().length > longestName) {
    issues.push({ path: [...path, 'name'], rule: 'name-too-long' })
  }
  return issues
}

function checkDeadline(
  deadline: number | null,
  direct: boolean,
  now: number | undefined,
): StartFlowIssue[] {
  const path = ['deadline']
  if (deadline === null) return []
  if (!direct) return [{ path, rule: 'deadline-needs-direct' }]
  return now !== undefined && deadline <= now ? [{ path, rule: 'deadline-past' }] : []
}

function isSamePerson(one: PartyDraft, other: PartyDraft): boolean {
  if (one.kind === 'member') return other.kind === 'member' && other.userId === one.userId
  if (other.kind === 'member') return false
  const account = toAccount(one.account)
  return account !== null && account === toAccount(other.account)
}
