import type { Problem } from '#shared/schemas/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { isUnavailable } from '#proxy/store/postgres/unavailable.ts'

/** The one HTTP status that each code is answered with. */
const statuses = {
  'invalid-request': 400,
  'invalid-task-id': 400,
  'session-required': 401,
  'auth-code-invalid': 401,
  'signature-invalid': 401,
  'corp-not-allowed': 403,
  'corp-not-found': 404,
  'corp-active': 409,
  'confirmation-wrong': 422,
  'corp-stopped': 403,
  'subscription-ended': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'flow-not-found': 404,
  'approval-not-found': 404,
  'file-not-found': 404,
  'person-not-found': 404,
  'request-too-large': 413,
  'file-type-not-allowed': 415,
  'file-empty': 422,
  'input-refused': 422,
  'company-name-required': 422,
  'order-repeated': 409,
  'urge-nobody': 409,
  'flow-not-signable': 409,
  'idempotency-key-reused': 409,
  'generation-unsupported': 409,
  'user-not-real-name-verified': 409,
  'corp-not-real-name-verified': 409,
  'corp-not-authorised': 409,
  'esign-not-initialised': 409,
  'esign-already-initialised': 409,
  'not-corp-admin': 403,
  'flow-forbidden': 403,
  'link-invalid': 403,
  'not-operator': 403,
  'urge-too-early': 429,
  'urge-too-soon': 429,
  'too-many-streams': 429,
  'too-many-uploads': 429,
  'uploads-full': 503,
  'too-many-archives': 429,
  'archives-full': 503,
  'too-many-requests': 429,
  'upstream-credentials': 502,
  'upstream-ip-not-listed': 502,
  'upstream-permission': 502,
  'outside-app-scope': 502,
  'agent-id-missing': 500,
  'launch-host-refused': 502,
  'upstream-quota': 503,
  'upstream-rejected': 502,
  'storage-refused': 502,
  'launch-page-missing': 502,
  'outcome-unknown': 502,
  'upstream-throttled': 503,
  'upstream-timeout': 504,
  'upstream-unavailable': 502,
  'store-unavailable': 503,
  'internal-error': 500,
} as const satisfies Record<ProblemCode, number>

type Details = {
  /** Seconds until it is worth trying again. */
  retryAfter?: number
  /** DingTalk permissions to apply for. */
  requiredScopes?: readonly string[]
  /** For the log only. */
  cause?: unknown
}

/** A failure that callers are told about, under a stable code. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly retryAfter: number | undefined
  readonly requiredScopes: readonly string[] | undefined
  /** The upstream call that failed, without its query; for the log only. */
  upstreamCall: string | undefined

  /** @param title one English sentence without secrets; it is shown to callers */
  constructor(code: ProblemCode, title: string, details: Details = {}) {
    super(title, 'cause' in details ? { cause: details.cause } : {})
    this.name = 'ProblemError'
    this.code = code
    this.retryAfter = details.retryAfter
    this.requiredScopes = details.requiredScopes
  }

  get status(): (typeof statuses)[ProblemCode] {
    return statuses[this.code]
  }
}

/** An error as a problem error; one that we did not foresee tells nothing of itself. */
export function asProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (isUnavailable(error)) {
    return new ProblemError('store-unavailable', 'The store cannot be used.', { cause: error })
  }
  return new ProblemError('internal-error', 'Something went wrong in the proxy.', { cause: error })
}

/** The body that answers an error. */
export function toProblem(error: ProblemError, requestId: string): Problem {
  return {
    status: error.status,
    code: error.code,
    title: error.message,
    requestId,
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    ...(error.requiredScopes === undefined ? {} : { requiredScopes: [...error.requiredScopes] }),
  }
}
