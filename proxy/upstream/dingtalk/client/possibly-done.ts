import { ProblemError } from '#proxy/base/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'

/** The call may have taken effect: its answer never arrived, or e签宝 failed midway. */
const unclear: readonly ProblemCode[] = [
  'outcome-unknown',
  'upstream-timeout',
  'upstream-unavailable',
  'internal-error',
]

/** Failures to connect; nothing was sent. */
const unsent: readonly string[] = [
  'ECONNREFUSED',
  'EAI_AGAIN',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** Not if DingTalk refused it, could not be reached, or no token could be obtained. */
export function possiblyDone(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return true
  if (!unclear.includes(error.code)) return false
  if (error.upstreamCall?.includes('/oauth2/') === true) return false
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return typeof code !== 'string' || !unsent.includes(code)
}
