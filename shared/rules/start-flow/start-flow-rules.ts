import { isDingTalkId } from '#shared/rules/dingtalk-id.ts'
import { extensionOf } from '#shared/rules/file-rules.ts'
import { toAccount } from '#shared/rules/party/outsider-account.ts'
import { longestTexts, type Party, type PartyText, personTexts } from '#shared/rules/party/party.ts'
import type { FileDraft, SignerDraft, StartFlowDraft } from './start-flow-draft.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Rules that a draft can break, besides its shape. */
export const startFlowRules = [
  /** Required only if it starts at once: the page uses the first file's name. */
  'title-missing',
  'title-too-long',
  /** A flow that starts at once accepts only letters, digits and ordinary punctuation. */
  'title-characters',
  'contract-missing',
  'too-many-files',
  'file-repeated',
  /** The name lacks an extension that e签宝 accepts. */
  'file-name',
  /** e签宝's page accepts contracts only. */
  'attachment-needs-direct',
  /** Required only if it starts at once: the page can add them. */
  'signer-missing',
  'too-many-signers',
  'too-many-copies',
  'person-repeated',
  'member-missing',
  'name-missing',
  /** Neither a mobile number of mainland China nor a mail address. */
  'account-invalid',
  /** A signer with a company seal needs the name of the company. */
  'organization-missing',
  /** Required only if it starts at once: the page can choose them. */
  'seal-missing',
  'order-invalid',
  /** e签宝's page sets its own order. */
  'order-needs-direct',
  'deadline-past',
  /** e签宝's page accepts no deadline. */
  'deadline-needs-direct',
] as const

export type StartFlowRule =
  | (typeof startFlowRules)[number]
  /** A text of a party. */
  | `${keyof typeof longestTexts}-too-long`

export type StartFlowIssue = {
  path: (string | number)[]
  rule: StartFlowRule
}

export const maxTitleLength = 100
export const maxFiles = 50
export const maxSigners = 50
export const maxCopies = 50
const maxOrder = 255

/**
 * In the order of its fields.
 * @param now if omitted, the deadline is not compared to the clock
 */
export function checkStartFlow(draft: StartFlowDraft, now?: EpochMs): StartFlowIssue[] {
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
 * e签宝 forbids "special characters" without listing them. Ranges of pictographs, as Chrome 69 lacks
 * \p{Extended_Pictographic}.
 */
const specialCharacters =
  /[\\/:*?"<>|？\p{Cc}\p{Cs}\u2600-\u27bf\u2b00-\u2bff\u{1f000}-\u{1faff}]+/gu

/** A title with blanks in place of characters that a flow started at once does not accept. */
export function withoutSpecialCharacters(title: string): string {
  return title.replace(specialCharacters, ' ')
}

const controlCharacters = /\p{Cc}|\p{Cs}/u

function checkTitle(title: string, direct: boolean): StartFlowIssue[] {
  const path = ['title']
  const text = title.trim()
  if (text === '') return direct ? [{ path, rule: 'title-missing' }] : []
  if (text.length > maxTitleLength) return [{ path, rule: 'title-too-long' }]
  const isRefused = direct ? withoutSpecialCharacters(text) !== text : controlCharacters.test(text)
  return isRefused ? [{ path, rule: 'title-characters' }] : []
}

function checkFiles(files: readonly FileDraft[], direct: boolean): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (!files.some(({ kind }) => kind === 'contract')) {
    issues.push({ path: ['files'], rule: 'contract-missing' })
  }
  if (files.length > maxFiles) issues.push({ path: ['files'], rule: 'too-many-files' })
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
  if (signers.length > maxSigners) issues.push({ path: ['signers'], rule: 'too-many-signers' })
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
    signer.organization.trim() === ''
  ) {
    issues.push({ path: [...path, 'organization'], rule: 'organization-missing' })
  }
  if (order !== null && !direct) {
    issues.push({ path: [...path, 'order'], rule: 'order-needs-direct' })
  } else if (order !== null && !(Number.isInteger(order) && order >= 1 && order <= maxOrder)) {
    issues.push({ path: [...path, 'order'], rule: 'order-invalid' })
  }
  return issues
}

function checkCopies(copies: readonly Party[], signers: readonly SignerDraft[]): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (copies.length > maxCopies) issues.push({ path: ['copies'], rule: 'too-many-copies' })
  copies.forEach((copy, index) => {
    const path = ['copies', index]
    issues.push(...checkParty(copy, path))
    if ([...signers, ...copies.slice(0, index)].some((other) => isSamePerson(other, copy))) {
      issues.push({ path, rule: 'person-repeated' })
    }
  })
  return issues
}

function checkParty(party: Party, path: readonly (string | number)[]): StartFlowIssue[] {
  const issues: StartFlowIssue[] = []
  if (party.kind === 'member') {
    if (!isDingTalkId(party.userId)) {
      issues.push({ path: [...path, 'userId'], rule: 'member-missing' })
    }
  } else {
    if (toAccount(party.account) === null) {
      issues.push({ path: [...path, 'account'], rule: 'account-invalid' })
    }
  }
  if (party.name.trim() === '') issues.push({ path: [...path, 'name'], rule: 'name-missing' })
  return [...issues, ...checkLengths(party, path)]
}

/** Whether a text has a limit of its own. */
function isLimited(text: PartyText): text is keyof typeof longestTexts {
  return text in longestTexts
}

function checkLengths(
  party: Partial<Record<PartyText, string>>,
  path: readonly (string | number)[],
): StartFlowIssue[] {
  return personTexts
    .filter(isLimited)
    .flatMap((text) =>
      (party[text] ?? '').trim().length > longestTexts[text]
        ? [{ path: [...path, text], rule: `${text}-too-long` as const }]
        : [],
    )
}

function checkDeadline(
  deadline: number | null,
  direct: boolean,
  now: EpochMs | undefined,
): StartFlowIssue[] {
  const path = ['deadline']
  if (deadline === null) return []
  if (!direct) return [{ path, rule: 'deadline-needs-direct' }]
  return now !== undefined && deadline <= now ? [{ path, rule: 'deadline-past' }] : []
}

function isSamePerson(one: Party, other: Party): boolean {
  if (one.kind === 'member') return other.kind === 'member' && other.userId === one.userId
  if (other.kind === 'member') return false
  const account = toAccount(one.account)
  return account !== null && account === toAccount(other.account)
}
