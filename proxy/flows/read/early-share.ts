import { LRUCache } from 'lru-cache'
import { FairWindow } from '#proxy/limits/fair-window.ts'
import { presentRequester } from '#proxy/limits/requester.ts'

/** A third of what DingTalk lets a corp read in a second, and of all corps together. */
const rateOfCorp = { calls: 6, windowMs: 1_100 }
const rateOfAll = { calls: 60, windowMs: 1_100 }

const mostCorps = 1_000

/** How much is begun for people before it is known who they are. */
export class EarlyShare {
  readonly #all = new FairWindow(rateOfAll)
  readonly #corps = new LRUCache<string, FairWindow>({ max: mostCorps })
  readonly #now: () => number

  /** @param now milliseconds on a clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Whether the present requester may have something begun in a corp; if so, it counts as begun. */
  take(corpId: string): boolean {
    const corp = this.#corps.get(corpId) ?? new FairWindow(rateOfCorp)
    this.#corps.set(corpId, corp)
    const claim = { requester: presentRequester(), isForStranger: false }
    const now = this.#now()
    const ofAllCorps = this.#all.placeFor(claim, now)
    const ofCorp = corp.placeFor(claim, now)
    if (ofAllCorps === null || ofCorp === null) return false
    this.#all.note(ofAllCorps.key, claim, now)
    corp.note(ofCorp.key, claim, now)
    return true
  }
}
