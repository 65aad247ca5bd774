import { serverKey, type Requester } from './requester.ts'

export type Rate = Readonly<{
  calls: number
  /** The strangers' part; defaults to 0.3. */
  strangerShare?: number
  windowMs: number
}>

export type CallClaim = Readonly<{
  requester: Requester
  /** Made for somebody unverified; also true of a requester without keys. */
  isForStranger: boolean
}>

/** This process' part of a window's calls, if several processes share the rate. */
export type Allowance = Readonly<{
  now(at: number): number
  expected(at: number): number
}>

/** When to look again whether the allowance has grown from nothing, as after a start. */
const nothingAllowedMs = 100

export type Place = Readonly<{
  key: string
  isForStranger: boolean
  /** How many calls of the window count for the same requester. */
  count: number
}>

type StartedCall = Readonly<{ at: number; key: string; isForStranger: boolean }>

export function countsAsStranger({ requester, isForStranger }: CallClaim): boolean {
  return isForStranger || requester.keys().size === 0
}

/**
 * Nobody may make more calls than remain free: one person alone gets half of a window, two get a
 * third each. The server's own calls are exempt. Times are those of `performance`.
 */
export class FairWindow {
  readonly #rate: Rate
  readonly #allowance: Allowance
  readonly #started: StartedCall[] = []

  constructor(rate: Rate, allowance?: Allowance) {
    this.#rate = rate
    this.#allowance = allowance ?? { now: () => rate.calls, expected: () => rate.calls }
  }

  /** When the first of the started calls leaves the window; null if there are none. */
  firstEnd(now: number): number | null {
    this.#forgetOld(now)
    const [first] = this.#started
    return first === undefined ? null : first.at + this.#rate.windowMs
  }

  /** When the next place becomes free, or may. */
  nextPlace(now: number): number {
    const first = this.firstEnd(now)
    if (first !== null) return first
    return this.#allowance.now(now) > 0 ? now : now + nothingAllowedMs
  }

  /** Where a call may start now; null if it may not. */
  placeFor({ requester, isForStranger: isMadeForStranger }: CallClaim, now: number): Place | null {
    this.#forgetOld(now)
    const calls = this.#allowance.now(now)
    const keys = requester.keys()
    const isForStranger = isMadeForStranger || keys.size === 0
    const freeStrangerCalls = isForStranger
      ? this.#strangerCalls(calls) - this.#countStrangers()
      : Infinity
    const free = Math.min(calls - this.#started.length, freeStrangerCalls)
    if (free <= 0) return null
    const placeOf = (key: string) => ({ key, isForStranger, count: this.#countOf(key) })
    if (keys.size === 0 || keys.has(serverKey)) return placeOf(serverKey)
    const places = Array.from(keys, placeOf)
    const least = places.reduce((best, place) => (place.count < best.count ? place : best))
    return least.count < free ? least : null
  }

  note({ key, isForStranger }: Place, now: number): void {
    this.#started.push({ at: now, key, isForStranger })
  }

  /**
   * After the waiting ones.
   * @param waiting in order
   * @param earliest no call starts before
   */
  turnAfter(waiting: readonly CallClaim[], claim: CallClaim, earliest: number): number {
    this.#forgetOld(earliest)
    const calls = Math.max(1, this.#allowance.expected(earliest))
    if (countsAsStranger(claim)) {
      const strangers = waiting.filter((other) => countsAsStranger(other)).length
      const started = this.#started.filter(({ isForStranger }) => isForStranger)
      const strangerTurn = this.#slot(started, this.#strangerCalls(calls), strangers, earliest)
      return Math.max(strangerTurn, this.#slot(this.#started, calls, waiting.length, earliest))
    }
    const known = waiting.filter((other) => !countsAsStranger(other))
    const keys = claim.requester.keys()
    if (keys.has(serverKey)) return this.#slot(this.#started, calls, known.length, earliest)

    const waitingByKey = new Map<string, number>()
    for (const { requester } of known) {
      const [key = serverKey] = requester.keys()
      waitingByKey.set(key, (waitingByKey.get(key) ?? 0) + 1)
    }
    const people = new Set([
      ...keys,
      ...waitingByKey.keys(),
      ...this.#started.map(({ key }) => key),
    ])
    people.delete(serverKey)
    const own = Math.max(0, ...Array.from(keys, (key) => waitingByKey.get(key) ?? 0))
    const before = [...waitingByKey.values()].reduce((sum, n) => sum + Math.min(n, own + 1), 0)
    const share = Math.max(1, Math.floor(calls / (people.size + 1)))
    const started = this.#started.filter(({ key }) => keys.has(key))
    return Math.max(
      this.#slot(started, share, own, earliest),
      this.#slot(this.#started, calls, before, earliest),
    )
  }

  /** When the call at a position of the queue may start. */
  #slot(
    started: readonly StartedCall[],
    calls: number,
    position: number,
    earliest: number,
  ): number {
    const { windowMs } = this.#rate
    const before = started[started.length - calls + (position % calls)]
    const first = before === undefined ? earliest : Math.max(earliest, before.at + windowMs)
    return first + Math.floor(position / calls) * windowMs
  }

  #strangerCalls(calls: number): number {
    return Math.max(1, Math.floor(calls * (this.#rate.strangerShare ?? 0.3)))
  }

  #countOf(key: string): number {
    return this.#started.filter((started) => started.key === key).length
  }

  #countStrangers(): number {
    return this.#started.filter(({ isForStranger }) => isForStranger).length
  }

  #forgetOld(now: number): void {
    const { windowMs } = this.#rate
    while (this.#started[0] !== undefined && this.#started[0].at + windowMs <= now)
      this.#started.shift()
  }
}
