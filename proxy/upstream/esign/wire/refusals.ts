import { UpstreamRefusal } from '#proxy/upstream/dingtalk/client/upstream-refusal.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { plainText } from '#shared/rules/plain-text.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** A title for each problem code that an answer of e签宝 may map to. */
const titles = {
  'flow-not-found': 'e签宝 knows no flow with this task id.',
  'file-not-found': 'e签宝 knows no file with this id.',
  'person-not-found': 'e签宝 knows no such person.',
  'esign-refused': 'e签宝 refused it.',
  'input-refused': 'e签宝 does not accept what was entered.',
  'company-name-required': 'A signer with a company seal needs the name of the company.',
  'outcome-unknown': 'The outcome of the call to e签宝 is unknown.',
  'order-repeated': 'An order was already placed with this id.',
  'user-not-real-name-verified': 'The person has not been verified in e签宝.',
  'corp-not-real-name-verified': 'The organisation has not been verified in e签宝.',
  'corp-not-authorised': 'The organisation has not authorised this app in e签宝.',
  'not-corp-admin': "Only the organisation's administrators in DingTalk may do this.",
  'esign-not-initialised': 'The developer has not been initialised in e签宝.',
  'esign-already-initialised': 'The developer has already been initialised in e签宝.',
  'upstream-throttled': 'e签宝 is being called too often.',
} as const satisfies Partial<Record<ProblemCode, string>>

export type EsignProblemCode = keyof typeof titles

const unknownFlow = 'flowNotExists'

/** The only code that 1.0 documents (sic); it is translated only where one cause is likely. */
export const codeOfV1 = 'invalidRequest.invalidAguemnts'

/** Meanings of generation 2.0's codes on any operation; upstream varies their spelling. */
const meanings: ReadonlyMap<string, EsignProblemCode> = new Map([
  [unknownFlow, 'flow-not-found'],
  ['getUserInfoFail', 'person-not-found'],
  ['saveOrgTaskError', 'company-name-required'],
  ['doRepeatOrderError', 'order-repeated'],
  ['accountNotRealname', 'user-not-real-name-verified'],
  ['orgNotRealname', 'corp-not-real-name-verified'],
  ['corpNotRealname', 'corp-not-real-name-verified'],
  ['corpNotRealName', 'corp-not-real-name-verified'],
  ['dingAdminAuthError', 'not-corp-admin'],
  ['openIsvNotInit', 'esign-not-initialised'],
  ['openIsvExist', 'esign-already-initialised'],
  ['requestTooMuch', 'upstream-throttled'],
])

/** For an operation that is null, see `Esign`. @param does what the API does instead, or lacks */
export function unsupportedByEsign(does: string): ProblemError {
  return new ProblemError('generation-unsupported', `Generation 1.0 of e签宝's API ${does}.`)
}

/**
 * To a problem that somebody can act on; other errors are returned unchanged.
 * @param own meanings of codes on the operation that was called
 */
export function translateRefusal(
  error: unknown,
  own: Readonly<Record<string, EsignProblemCode>>,
): unknown {
  if (!(error instanceof UpstreamRefusal)) return error
  const { upstreamCode } = error
  const code = Object.hasOwn(own, upstreamCode) ? own[upstreamCode] : meanings.get(upstreamCode)
  if (code === 'upstream-throttled') noteSettled('esign-throttling', 'seen')
  return code === undefined ? error : esignProblem(code, error)
}

/**
 * Said explicitly: other refusals mapped to `flow-not-found` have a general code, and may have
 * another cause.
 */
export function isUnknownFlow(error: unknown): boolean {
  if (!(error instanceof ProblemError) || error.code !== 'flow-not-found') return false
  const { cause } = error
  // An empty reply of 1.0 has no cause.
  return (
    cause === undefined || (cause instanceof UpstreamRefusal && cause.upstreamCode === unknownFlow)
  )
}

/** Whether an order may have been refused because its id was used before. */
export function isPossiblyRepeated(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false
  const { code, cause } = error
  if (code === 'order-repeated') return true
  return cause instanceof UpstreamRefusal && cause.upstreamCode === codeOfV1
}

/**
 * Codes that e签宝 also uses for a corp that has not authorised our app. Null for other errors, and
 * if a flow may have been created.
 */
export function generalRefusalOf(error: unknown): UpstreamRefusal | null {
  if (error instanceof UpstreamRefusal) return error
  if (!(error instanceof ProblemError) || error.code === 'outcome-unknown') return null
  const { cause } = error
  return cause instanceof UpstreamRefusal && !meanings.has(cause.upstreamCode) ? cause : null
}

export function esignProblem(code: EsignProblemCode, cause?: unknown): ProblemError {
  const reason =
    code === 'esign-refused' && cause instanceof UpstreamRefusal ? reasonIn(cause) : undefined
  return new ProblemError(code, titles[code], { cause, reason })
}

/** The reason on one line, without invisible characters; undefined if there is none. */
function reasonIn({ upstreamMessage }: UpstreamRefusal): string | undefined {
  const reason = plainText(upstreamMessage.replace(/[\p{C}\s]+/gu, ' ').trim())
  return reason === '' ? undefined : reason
}
