import type { Problem } from '#shared/schemas/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'

/** The request did not reach the proxy, or something other than the proxy answered. */
export type ConnectionCode = 'offline' | 'connection-failed' | 'connection-timeout' | 'odd-answer'

/** Sign-in failures that the page detects itself. */
export type SignInCode =
  | 'outside-dingtalk'
  | 'corp-unknown'
  | 'auth-code-refused'
  | 'auth-code-no-answer'
  | 'session-not-kept'

/** A failure of the app itself. */
type PageCode = 'page-not-found' | 'page-not-loaded'

export type AppErrorCode = ProblemCode | ConnectionCode | SignInCode | PageCode

/** The only error that pages handle: a stable code, and details for a report. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: AppErrorCode
  /** The proxy's problem, if it answered with one. */
  readonly problem: Problem | null

  constructor(code: AppErrorCode, message: string, problem: Problem | null = null) {
    super(message)
    this.code = code
    this.problem = problem
  }
}

/** Whether the failure has one of these codes. */
export function hasCode(error: unknown, ...codes: AppErrorCode[]): boolean {
  return error instanceof ApiError && codes.includes(error.code)
}

/** Whether the request failed before the proxy could answer it. */
export function isUnreachable(error: unknown): boolean {
  return hasCode(error, 'offline', 'connection-failed', 'connection-timeout', 'odd-answer')
}
