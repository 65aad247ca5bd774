import { ProblemError } from '#proxy/base/problem.ts'
import { meaningOf } from './error-codes.ts'
import { addressRefused } from './transient-failure.ts'
import { toError, toStatusError } from './refusal-error.ts'
import type { WireReply } from './transport.ts'
import type { RefusalDetails } from './upstream-refusal.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

/** A JSON object with its keys in lower case, as upstream spells both `code` and `Code`. */
type Body = ReadonlyMap<string, unknown>

/**
 * Refusals in the form of either host are recognised on both: the new host has answered in the old
 * form with HTTP 200.
 * @param secrets parts of the request that must not appear in messages
 * @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them
 */
export function readReply(reply: WireReply, secrets: readonly string[]): unknown {
  const { status } = reply
  const body = toBody(reply.body)
  if (body?.get('status') === 1111) throw addressRefused()
  const refusal = body === null ? null : readRefusal(body, secrets)
  if (refusal !== null) {
    // The old host answers 200 always.
    const isOldHost = body?.has('errcode') === true
    if (!isOldHost) noteSettled('refusal-status', status < 400 ? 'http-200' : 'http-error')
    throw toError(refusal, status)
  }
  if (status >= 400) throw toStatusError(status)
  if (status >= 300) {
    throw new ProblemError('upstream-unavailable', `DingTalk redirected the call (${status}).`)
  }
  if (reply.body === undefined) {
    throw new ProblemError('upstream-unavailable', 'The answer of DingTalk cannot be parsed.')
  }
  return reply.body
}

function toBody(value: unknown): Body | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  // Reversed, so that the first of two spellings wins.
  const entries = Object.entries(value).toReversed()
  return new Map(entries.map(([key, field]) => [key.toLowerCase(), field]))
}

function readRefusal(body: Body, secrets: readonly string[]): RefusalDetails | null {
  const outer = toCode(body.get('errcode'))
  const inner = outer === '88' ? toCode(body.get('sub_code')) : null
  const code = inner ?? outer ?? toCode(body.get('code'))
  if (code === null) return null
  const texts = inner === null ? [body.get('errmsg'), body.get('message')] : [body.get('sub_msg')]
  const message = texts.find((text) => typeof text === 'string') ?? body.get('description')
  const id = body.get('request_id') ?? body.get('requestid')
  const clean = (text: string) => withoutSecrets(text, secrets)
  return {
    // A known code is no secret, and a secret as short as `1` would erase it.
    code: meaningOf(code) === undefined ? clean(code) : code,
    message: typeof message === 'string' ? clean(message).slice(0, 300).toWellFormed() : '',
    requestId: typeof id === 'string' ? clean(id).slice(0, 100).toWellFormed() : null,
    requiredScopes: readScopes(body, message).map(clean),
  }
}

/** The code of a refusal, as text; null if there is none or it means success. */
function toCode(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  if (text === '' || Number(text) === 0) return null
  return /^[\w.-]{1,100}$/.test(text) ? text : 'unreadable code'
}

/**
 * The new host lists the missing permissions; the old one names them in its message:
 * "应用尚未开通所需的权限：[qyapi_get_member]，…".
 */
function readScopes(body: Body, message: unknown): string[] {
  const detail = toBody(body.get('accessdenieddetail'))
  const listed = detail?.get('requiredscopes')
  if (Array.isArray(listed)) return listed.filter((scope) => isScope(scope))
  const named =
    typeof message === 'string' ? /权限[:：]\s{0,9}\[([^\]]{0,2000})\]/.exec(message)?.[1] : null
  return (named ?? '').split(/[,，\s]+/).filter((scope) => isScope(scope))
}

function isScope(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:-]{1,100}$/.test(value)
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '[secret]'), text)
}
