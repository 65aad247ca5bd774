import { ProblemError } from '#proxy/http/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'

/**
 * Failures after which a call may have done its work all the same: its answer never came, or e签宝
 * failed midway.
 */
const unclear: readonly ProblemCode[] = [
  'outcome-unknown',
  'upstream-timeout',
  'upstream-unavailable',
  'internal-error',
]

/** Failures to connect: nothing was sent. */
const unsent: readonly string[] = [
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/**
 * Whether what a failed call was to change may have changed all the same. Not when DingTalk refused
 * it, when it could not be reached, and when no token for the call could be had.
 */
export function possiblyDone(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return true
  if (!unclear.includes(error.code)) return false
  if (error.upstreamCall?.includes('/oauth2/') === true) return false
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code !== 'string' || !unsent.includes(code)
}
