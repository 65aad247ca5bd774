import { boundedCache } from './bounded-cache.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

type Person = { corpId: string; userId: string }

const maxPeople = 10_000

/** Limits how often each person causes some work in this process; refused work is left out. */
export class PersonShare {
  readonly #left = boundedCache<string, { times: number; at: number }>(maxPeople)
  readonly #atOnce: number
  readonly #everyMs: number
  readonly #now: MonotonicClock

  /**
   * @param atOnce times without a pause
   * @param everyMs after which one more is possible
   */
  constructor(atOnce: number, everyMs: number, now: MonotonicClock) {
    this.#atOnce = atOnce
    this.#everyMs = everyMs
    this.#now = now
  }

  take({ corpId, userId }: Person): boolean {
    const key = JSON.stringify([corpId, userId])
    const at = this.#now()
    const before = this.#left.get(key) ?? { times: this.#atOnce, at }
    const times = Math.min(this.#atOnce, before.times + (at - before.at) / this.#everyMs)
    const isLeft = times >= 1
    this.#left.set(key, { times: isLeft ? times - 1 : times, at })
    return isLeft
  }
}
