import type { Problem } from '#shared/schemas/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'

/** Failures that never reached the proxy, or came back from something that is not the proxy. */
export type ConnectionCode = 'offline' | 'connection-failed' | 'connection-timeout' | 'odd-answer'

/** The proxy answered with something that this page cannot read, as after an update. */
type AnswerCode = 'answer-mismatch'

/** Failures of signing in that the page itself finds. */
export type SignInCode =
  | 'outside-dingtalk'
  | 'corp-unknown'
  | 'auth-code-refused'
  | 'auth-code-no-answer'
  | 'session-not-kept'

/** A failure of the app itself. */
type PageCode = 'page-not-found' | 'page-not-loaded'

export type AppErrorCode = ProblemCode | ConnectionCode | AnswerCode | SignInCode | PageCode

/** The one error that pages know: a stable code, and what helps to report it. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: AppErrorCode
  /** The proxy's problem, where the proxy answered with one. */
  readonly problem: Problem | null
  /** By which the proxy's log has the call; null where nothing came from the proxy. */
  readonly requestId: string | null

  constructor(
    code: AppErrorCode,
    message: string,
    problem: Problem | null = null,
    requestId: string | null = problem?.requestId ?? null,
  ) {
    super(message)
    this.code = code
    this.problem = problem
    this.requestId = requestId
  }
}

/** Whether something failed on the way to the proxy, which then has said nothing about it. */
export function isUnreached(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return ['offline', 'connection-failed', 'connection-timeout', 'odd-answer'].includes(error.code)
}
