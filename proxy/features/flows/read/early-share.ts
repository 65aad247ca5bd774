import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { FairWindow } from '#proxy/base/limits/fair-window.ts'
import { presentRequester } from '#proxy/base/limits/requester.ts'

/**
 * A corp gets 6 of the 20 calls that DingTalk allows an API in a window; the limit for all is our
 * own.
 */
const rateOfCorp = { calls: 6, windowMs: 1_100 }
const rateOfAll = { calls: 60, windowMs: 1_100 }

const maxCorps = 1_000

/** Limits reads that start before the asker is known. */
export class EarlyShare {
  readonly #all = new FairWindow(rateOfAll)
  readonly #corps = boundedCache<string, FairWindow>(maxCorps)
  readonly #now: () => number

  /** @param now monotonic clock, in milliseconds */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Takes a share for the present requester; false if none is left. */
  take(corpId: string): boolean {
    const corp = this.#corps.get(corpId) ?? new FairWindow(rateOfCorp)
    this.#corps.set(corpId, corp)
    const claim = { requester: presentRequester(), isForStranger: false }
    const now = this.#now()
    const ofAllCorps = this.#all.placeFor(claim, now)
    const ofCorp = corp.placeFor(claim, now)
    if (ofAllCorps === null || ofCorp === null) return false
    this.#all.note(ofAllCorps, now)
    corp.note(ofCorp, now)
    return true
  }
}
