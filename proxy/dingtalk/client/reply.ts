import { ProblemError } from '#proxy/http/problem.ts'
import { meaningOf } from './error-codes.ts'
import { addressRefused } from './passing-failure.ts'
import { toError, toStatusError } from './refusal-error.ts'
import type { WireReply } from './transport.ts'
import type { RefusalDetails } from './upstream-refusal.ts'

/** A JSON object, its keys in lower case: upstream spells them both `code` and `Code`. */
type Body = ReadonlyMap<string, unknown>

/**
 * The body of a reply that succeeded. Both hosts' ways to refuse are recognised on either, for the
 * new host has been seen to answer in the old form at HTTP 200.
 * @param secrets what was sent and must not come back in a message
 * @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them
 */
export function readReply(reply: WireReply, secrets: readonly string[]): unknown {
  const { status } = reply
  const body = toBody(reply.body)
  if (body?.get('status') === 1111) throw addressRefused()
  const refusal = body === null ? null : readRefusal(body, secrets)
  if (refusal !== null) throw toError(refusal, status)
  if (status >= 400) throw toStatusError(status)
  if (status >= 300) {
    throw new ProblemError('upstream-unavailable', `DingTalk redirected the call (${status}).`)
  }
  if (reply.body === undefined) {
    throw new ProblemError('upstream-unavailable', 'DingTalk answered with something unreadable.')
  }
  return reply.body
}

function toBody(value: unknown): Body | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  // From the last to the first, so that the first of two spellings wins.
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
    // What was sent may be as short as `1`, and a code that we know is no secret.
    code: meaningOf(code) === undefined ? clean(code) : code,
    message: typeof message === 'string' ? clean(message).slice(0, 300).toWellFormed() : '',
    requestId: typeof id === 'string' ? clean(id).slice(0, 100).toWellFormed() : null,
    requiredScopes: readScopes(body, message).map(clean),
  }
}

/** A code that stands for a refusal, as text; null for none and for the codes of success. */
function toCode(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  if (text === '' || Number(text) === 0) return null
  return /^[\w.-]{1,100}$/.test(text) ? text : 'unreadable code'
}

/**
 * The new host lists the permissions that are missing; the old one names them in its message:
 * "应用尚未开通所需的权限：[qyapi_get_member]，点击链接申请并开通即可：…".
 */
function readScopes(body: Body, message: unknown): string[] {
  const detail = toBody(body.get('accessdenieddetail'))
  const listed = detail?.get('requiredscopes')
  if (Array.isArray(listed)) return listed.filter((scope) => isScope(scope))
  const named = typeof message === 'string' ? /权限[:：]\s*\[([^\]]*)\]/.exec(message)?.[1] : null
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
