import type { Problem } from '#shared/schemas/problem.ts'
import { type ProblemCode, problems } from '#shared/rules/codes/problem-code.ts'

type Details = {
  /** Seconds until a retry is worthwhile. */
  retryAfter?: number
  requiredScopes?: readonly string[]
  /** The people whom it concerns. */
  names?: readonly string[]
  /** Upstream's reason, shown to people. */
  reason?: string | undefined
  /** For the log only. */
  cause?: unknown
}

/** A failure that is reported to callers under a stable code. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly retryAfter: number | undefined
  readonly requiredScopes: readonly string[] | undefined
  readonly reason: string | undefined
  readonly names: readonly string[] | undefined
  /** The failed upstream call, without its query; for the log only. */
  upstreamCall: string | undefined

  /** @param title one English sentence without secrets; it is shown to callers */
  constructor(code: ProblemCode, title: string, details: Details = {}) {
    super(title, 'cause' in details ? { cause: details.cause } : {})
    this.name = 'ProblemError'
    this.code = code
    this.retryAfter = details.retryAfter
    this.requiredScopes = details.requiredScopes
    this.reason = details.reason
    this.names = details.names
  }

  get status(): (typeof problems)[ProblemCode]['status'] {
    return problems[this.code].status
  }
}

export function toProblem(error: ProblemError, requestId: string): Problem {
  return {
    status: error.status,
    code: error.code,
    title: error.message,
    requestId,
    ...(error.reason === undefined ? {} : { reason: error.reason }),
    ...(error.names === undefined ? {} : { names: [...error.names] }),
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    ...(error.requiredScopes === undefined ? {} : { requiredScopes: [...error.requiredScopes] }),
  }
}
