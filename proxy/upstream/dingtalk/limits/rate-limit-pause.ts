import { ProblemError } from '#proxy/base/problem.ts'
import type { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'

/** No calls are made, because upstream refused one. Times are those of `performance`. */
export type RateLimitPause = Readonly<{ from: number; until: number; failure: TransientFailure }>

/** The refusal of a call that cannot wait until the pause ends. */
export function refusalBy({ from, until, failure }: RateLimitPause, now: number): ProblemError {
  const remaining = (failure.retryAfter ?? 0) - (now - from) / 1000
  return new ProblemError(failure.code, failure.message, {
    retryAfter: Math.ceil(Math.max(remaining, (until - now) / 1000, 0)),
    cause: failure,
  })
}
