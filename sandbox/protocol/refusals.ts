import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A refusal of the new host, api.dingtalk.com: an HTTP error with `{code, message, requestid}`. */
export class NewHostRefusal extends Error {
  override readonly name = 'NewHostRefusal'
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly requiredScopes: readonly string[]

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    requiredScopes: readonly string[] = [],
  ) {
    super(message)
    this.status = status
    this.code = code
    this.requiredScopes = requiredScopes
  }
}

/** A refusal of the old host, oapi.dingtalk.com: HTTP 200 with `{errcode, errmsg}`. */
export class OldHostRefusal extends Error {
  override readonly name = 'OldHostRefusal'
  readonly errcode: number
  /** `sub_code`: the actual code, as text, of errors from the `/topapi` gateway. */
  readonly subCode: string | undefined

  constructor(errcode: number, message: string, subCode?: string) {
    super(message)
    this.errcode = errcode
    this.subCode = subCode
  }
}

/** A request id in the new host's format. */
export function newHostRequestId(): string {
  return randomUUID().toUpperCase()
}

/** A request id in the old host's format. */
export function oldHostRequestId(): string {
  return `16${BigInt(`0x${randomUUID().slice(0, 8)}${randomUUID().slice(0, 4)}`).toString(36)}`
}

function newHostError(c: Context, refusal: NewHostRefusal): Response {
  return c.json(
    {
      code: refusal.code,
      requestid: newHostRequestId(),
      message: refusal.message,
      ...(refusal.requiredScopes.length > 0
        ? { accessdenieddetail: { requiredScopes: refusal.requiredScopes } }
        : {}),
    },
    refusal.status,
  )
}

function oldHostError(c: Context, refusal: OldHostRefusal): Response {
  const { errcode, message, subCode } = refusal
  if (subCode === undefined) {
    return c.json({ errcode, errmsg: message, request_id: oldHostRequestId() })
  }
  return c.json({
    errcode,
    sub_code: subCode,
    sub_msg: message,
    errmsg: `ding talk error[subcode=${subCode},submsg=${message}]`,
    request_id: oldHostRequestId(),
  })
}

/** The answer to an error thrown by a handler, in the format of the host that was called. */
export function refuse(error: Error, c: Context): Response {
  if (error instanceof NewHostRefusal) return newHostError(c, error)
  if (error instanceof OldHostRefusal) return oldHostError(c, error)
  throw error
}

/** The token header is missing; a query parameter or `Authorization` does not count. */
export function tokenMissing(): NewHostRefusal {
  return new NewHostRefusal(
    400,
    'AuthenticationFailed.MissingParameter',
    '缺少参数：x-acs-dingtalk-access-token',
  )
}

/** The token is unknown, expired, or of a kind that this call does not accept. */
export function tokenInvalid(): NewHostRefusal {
  return new NewHostRefusal(400, 'InvalidAuthentication', '不合法的access_token')
}

/** The app has not been granted the scopes that the call needs. */
export function permissionDenied(requiredScopes: readonly string[]): NewHostRefusal {
  return new NewHostRefusal(
    403,
    'Forbidden.AccessDenied.AccessTokenPermissionDenied',
    `应用尚未开通所需的权限：[${requiredScopes.join(',')}]`,
    requiredScopes,
  )
}
