import { presentRequester } from '#proxy/base/limits/requester.ts'
import { CallLane, type RateLimitPause } from './call-lane.ts'
import type { Allowance, CallClaim, Rate } from '#proxy/base/limits/fair-window.ts'
import type { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'

/**
 * 20 calls a second for each app, corp and API
 * (how-to-process-api-throttling-on-the-dingtalk-server). Our window is slightly longer, as
 * latencies differ.
 */
const documentedRate: Rate = { calls: 20, windowMs: 1_100 }

/** Above this many lanes, idle ones are dropped. */
const manyLanes = 1_000

export class CallLimiter {
  readonly #rate: Rate
  readonly #allowance: Allowance | undefined
  readonly #lanes = new Map<string, CallLane>()
  #sweepAt = manyLanes
  #pauseOfAll: RateLimitPause | null = null

  constructor(rate: Rate = documentedRate, allowance?: Allowance) {
    this.#rate = rate
    this.#allowance = allowance
  }

  /**
   * Null if the call may start at once.
   * @param latestStart in the time of `performance`
   * @param claim defaults to the present requester's
   * @throws ProblemError `upstream-throttled` or `upstream-quota` if the turn would come too late
   */
  enter(
    key: string,
    latestStart: number,
    signal?: AbortSignal,
    claim: CallClaim = { requester: presentRequester(), isForStranger: false },
  ): Promise<void> | null {
    return this.#laneOf(key).enter(latestStart, signal, claim)
  }

  /** Also the calls that the failure affects besides its own. */
  pause(key: string, failure: TransientFailure, waitMs: number): void {
    const from = performance.now()
    const pause = { from, until: from + waitMs, failure }
    if (failure.reach === 'api') this.#laneOf(key).pause(pause)
    if (failure.reach !== 'address') return
    this.#pauseOfAll = pause
    for (const lane of this.#lanes.values()) lane.pause(pause)
  }

  #laneOf(key: string): CallLane {
    const known = this.#lanes.get(key)
    if (known !== undefined) return known
    if (this.#lanes.size >= this.#sweepAt) this.#sweep()
    const lane = new CallLane(this.#rate, this.#allowance)
    if (this.#pauseOfAll !== null) lane.pause(this.#pauseOfAll)
    this.#lanes.set(key, lane)
    return lane
  }

  #sweep(): void {
    const now = performance.now()
    for (const [key, lane] of this.#lanes) if (lane.isIdle(now)) this.#lanes.delete(key)
    this.#sweepAt = Math.max(manyLanes, this.#lanes.size * 2)
  }
}
