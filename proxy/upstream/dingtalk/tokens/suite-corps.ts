import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** An administrator may just be installing the app. */
const refusedMs = 60_000

const maxCorps = 10_000

/** Tells of corps that authorised the app again or changed who may use it. */
export type RenewedCorps = { onRenewed(listener: (corpId: string) => void): void }

export class SuiteCorps {
  readonly #known = boundedCache<string, true>(maxCorps)
  /** Until when each counts as refused. */
  readonly #refused = boundedCache<string, number>(maxCorps)
  readonly #now: MonotonicClock

  constructor(now: MonotonicClock) {
    this.#now = now
  }

  /** Whether DingTalk has issued a token for the corp, and has not refused it since. */
  isKnown(corpId: string): boolean {
    return this.#known.get(corpId) !== undefined
  }

  /** @throws ProblemError `corp-not-allowed` for a corp that DingTalk refused a moment ago */
  requireNotRefused(corpId: string): void {
    const until = this.#refused.get(corpId)
    if (until === undefined || until <= this.#now()) return
    throw new ProblemError(
      'corp-not-allowed',
      'The organisation has not enabled this app in DingTalk.',
      { retryAfter: Math.ceil((until - this.#now()) / 1000) },
    )
  }

  noteKnown(corpId: string): void {
    this.#known.set(corpId, true)
    this.#refused.delete(corpId)
  }

  /** Only a refusal of the corp itself says something about it. */
  noteFailure(corpId: string, error: unknown): void {
    if (!(error instanceof ProblemError) || error.code !== 'corp-not-allowed') return
    this.#known.delete(corpId)
    this.#refused.set(corpId, this.#now() + refusedMs)
  }
}
