import { ProblemError } from '../problem.ts'
import { InvalidToken, UpstreamRefusal, type Refusal } from './upstream-refusal.ts'

/** What a code of the platform means to us; every other code is for the caller to understand. */
type Meaning =
  | 'invalid-token'
  | 'credentials'
  | 'permission'
  | 'ip-not-listed'
  | 'quota'
  /** Seconds to wait. */
  | number

const second = 1
const minute = 60

/**
 * The platform's codes (server-api-error-codes-1; how-to-process-api-throttling-on-the-dingtalk-server).
 * Names are those of the new host, numbers those of the old one.
 */
const meanings: Readonly<Record<string, Meaning>> = {
  InvalidAuthentication: 'invalid-token',
  '40001': 'invalid-token',
  '40014': 'invalid-token',
  '42001': 'invalid-token',

  invalidClientIdOrSecret: 'credentials',
  invalidSuiteKey: 'credentials',
  invalidSuiteTicket: 'credentials',
  invalidAuthInfo: 'credentials',
  invalidCorpId: 'credentials',
  orgNotAuthApp: 'credentials',
  orgNotExist: 'credentials',
  'invalid.client': 'credentials',
  'unauthorized.client': 'credentials',
  '40089': 'credentials',
  '40096': 'credentials',
  '50003': 'credentials',

  AccessTokenPermissionDenied: 'permission',
  '60011': 'permission',

  IpNotInWhiteList: 'ip-not-listed',
  '60020': 'ip-not-listed',

  ApiCountLimitForOrg: 'quota',
  '90020': 'quota',

  'system.busy': second,
  systemBusy: second,
  '-1': second,
  '90002': second,
  '90018': second,
  '45009': minute,
}

function meaningOf(code: string): Meaning | undefined {
  const name = code.replace(/^Forbidden\.AccessDenied\./, '')
  if (Object.hasOwn(meanings, name)) return meanings[name]
  // Limits per second and per minute, of the app, of the suite and corp, or of the whole API.
  if (name.startsWith('QpsLimitFor')) return second
  if (name.startsWith('QpmLimitFor')) return minute
  // 90001 to 90017: throttling of other kinds, whose period is not told.
  if (/^900(0[1-9]|1[0-7])$/.test(name)) return minute
  return undefined
}

/**
 * The error that a refusal is to us. The code decides; the status only where no code is known,
 * for throttling and a missing permission both come as 403.
 * @param status HTTP status of the reply
 */
export function toError(refusal: Refusal, status: number): ProblemError {
  const { code } = refusal
  const meaning = meaningOf(code)
  switch (meaning) {
    case 'invalid-token':
      return new InvalidToken(refusal)
    case 'credentials':
      return new ProblemError(
        'upstream-credentials',
        `DingTalk does not accept the app's credentials (${code}).`,
        { cause: refusal },
      )
    case 'permission':
      return permissionMissing(refusal.requiredScopes, refusal)
    case 'ip-not-listed':
      return new ProblemError(
        'upstream-ip-not-listed',
        "This server's public address is not on the app's list of egress addresses.",
        { cause: refusal },
      )
    case 'quota':
      return new ProblemError(
        'upstream-quota',
        "The organisation's monthly quota of DingTalk calls is spent.",
        { cause: refusal },
      )
    case undefined:
      return status === 429 || status >= 500
        ? toStatusError(status, refusal)
        : new UpstreamRefusal(refusal)
    default:
      return throttled(meaning, refusal)
  }
}

/** The error for a reply that failed without a code that we know. */
export function toStatusError(status: number, cause?: Refusal): ProblemError {
  if (status === 429) return throttled(second, cause)
  return new ProblemError('upstream-unavailable', `DingTalk answered with status ${status}.`, {
    cause,
  })
}

function throttled(seconds: number, cause?: Refusal): ProblemError {
  return new ProblemError('upstream-throttled', 'DingTalk is being called too often.', {
    retryAfter: seconds,
    cause,
  })
}

/** @param scopes the permissions that are missing, as far as they are known */
export function permissionMissing(scopes: readonly string[], cause: unknown): ProblemError {
  const names = scopes.length === 0 ? '' : `: ${scopes.join(', ')}`
  return new ProblemError(
    'upstream-permission',
    `The app lacks a permission that must be applied for in DingTalk's developer console${names}.`,
    scopes.length === 0 ? { cause } : { cause, requiredScopes: scopes },
  )
}
