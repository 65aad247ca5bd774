import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { meaningOf } from './error-codes.ts'
import { quotaSpent, callFailed, throttled } from './transient-failure.ts'
import { InvalidToken, UpstreamRefusal, type RefusalDetails } from './upstream-refusal.ts'

const second = 1
const minute = 60

/**
 * Maps a refusal to our error. The status decides only if the code is unknown, as throttling and a
 * missing permission both come as 403.
 * @param status HTTP status of the reply
 */
export function toError(refusal: RefusalDetails, status: number): ProblemError {
  const { code } = refusal
  const meaning = meaningOf(code)
  switch (meaning) {
    case 'invalid-token':
      return new InvalidToken(refusal)
    case 'auth-code-invalid':
      return problem(meaning, 'DingTalk refused the auth code; it may be used or expired.', refusal)
    case 'corp-not-allowed':
      return problem(meaning, 'The organisation has not enabled this app in DingTalk.', refusal)
    case 'corp-stopped':
      return problem(meaning, 'The app is switched off in DingTalk.', refusal)
    case 'person-not-found':
      return problem(meaning, 'DingTalk knows no such person in the organisation.', refusal)
    case 'outside-app-scope':
      return problem(meaning, 'The app may not see this person or department.', refusal)
    case 'upstream-credentials':
      return problem(meaning, `DingTalk does not accept the app's credentials (${code}).`, refusal)
    case 'upstream-permission':
      return permissionMissing(refusal.requiredScopes, refusal)
    case 'upstream-ip-not-listed':
      return problem(
        meaning,
        "This server's public address is not on the app's list of egress addresses.",
        refusal,
      )
    case 'internal-error':
      return problem(meaning, `The proxy sent DingTalk an invalid call (${code}).`, refusal)
    case 'upstream-unavailable':
      return callFailed(meaning, `DingTalk has an internal error (${code}).`, refusal)
    case 'upstream-quota':
      return quotaSpent(refusal)
    case 'limit-per-second':
      return throttled(second, refusal)
    case 'limit-per-minute':
      return throttled(minute, refusal)
    case 'limit-of-messages':
      return throttled(minute, refusal, 'call')
    case undefined:
      return status === 401 || status === 429 || status >= 500
        ? toStatusError(status, refusal)
        : new UpstreamRefusal(refusal)
  }
}

/** Maps a status of 400 or more without a code to our error. */
export function toStatusError(status: number, cause?: RefusalDetails): ProblemError {
  if (status === 429) return throttled(second, cause)
  const title = `DingTalk answered with status ${status}.`
  if (status >= 500) return callFailed('upstream-unavailable', title, cause)
  return new ProblemError(status === 401 ? 'upstream-credentials' : 'upstream-unavailable', title, {
    cause,
  })
}

function problem(code: ProblemCode, title: string, cause: RefusalDetails): ProblemError {
  return new ProblemError(code, title, { cause })
}

/** Whether a call failed because the app lacks a permission. */
export function isWithoutPermission(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.code === 'upstream-permission'
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
