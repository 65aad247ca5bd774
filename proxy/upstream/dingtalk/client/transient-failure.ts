import { ProblemError } from '#proxy/base/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/**
 * What a failure affects: `call` only this call, `api` all calls of the corp to this API, `address`
 * everything from our IP address.
 */
type Reach = 'call' | 'api' | 'address'

type TransientDetails = {
  reach: Reach
  /** Milliseconds until a retry is worthwhile. */
  waitMs: number
  /** Seconds, as reported to callers. */
  retryAfter?: number
  cause?: unknown
}

/** A transient failure: the same call may succeed later. */
export class TransientFailure extends ProblemError {
  readonly reach: Reach
  readonly waitMs: number

  constructor(code: ProblemCode, title: string, passing: TransientDetails) {
    const { reach, waitMs, retryAfter, cause } = passing
    super(code, title, { cause, ...(retryAfter === undefined ? {} : { retryAfter }) })
    this.name = 'TransientFailure'
    this.reach = reach
    this.waitMs = waitMs
  }
}

export function callFailed(
  code: 'upstream-unavailable' | 'upstream-timeout',
  title: string,
  cause: unknown,
): TransientFailure {
  return new TransientFailure(code, title, { reach: 'call', waitMs: 300, cause })
}

export function throttled(seconds: number, cause: unknown, reach: Reach = 'api'): TransientFailure {
  return new TransientFailure('upstream-throttled', 'DingTalk is being called too often.', {
    reach,
    waitMs: seconds * 1000,
    retryAfter: seconds,
    cause,
  })
}

/** How often to check whether a spent quota was raised, milliseconds. */
const quotaCheckMs = 10 * 60_000

/**
 * Only some APIs count in the monthly quota (basic-interfaces-such-as-log-off-and-address-book).
 */
export function quotaSpent(cause: unknown): TransientFailure {
  const leftMs = monthEnd(Date.now()) - Date.now()
  return new TransientFailure(
    'upstream-quota',
    "The organisation's monthly quota of DingTalk calls is spent.",
    {
      reach: 'api',
      waitMs: Math.min(leftMs, quotaCheckMs),
      retryAfter: Math.ceil(leftMs / 1000),
      cause,
    },
  )
}

/**
 * Beyond 10,000 calls in 20 seconds DingTalk's gateway blocks an address for five minutes, with an
 * HTML page or `{"status":1111,"wait":5,"source":"x5","punish":"deny",…}` (call-frequency-limit).
 */
export function addressRefused(): TransientFailure {
  const minutes = 5
  return new TransientFailure(
    'upstream-throttled',
    `DingTalk has blocked this server's address for ${minutes} minutes.`,
    { reach: 'address', waitMs: minutes * 60_000, retryAfter: minutes * 60 },
  )
}

const chinaOffsetMs = 8 * 60 * 60_000

/** In China's time zone. */
function monthEnd(now: EpochMs): number {
  const there = new Date(now + chinaOffsetMs)
  return Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1) - chinaOffsetMs
}
