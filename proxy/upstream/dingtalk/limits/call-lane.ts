import { ProblemError } from '#proxy/base/problem.ts'
import {
  FairWindow,
  countsAsStranger,
  type Allowance,
  type CallClaim,
  type Place,
  type Rate,
} from '#proxy/base/limits/fair-window.ts'
import type { TransientFailure } from '#proxy/upstream/dingtalk/client/transient-failure.ts'

/** No calls are made, because upstream refused one. Times are those of `performance`. */
export type RateLimitPause = Readonly<{ from: number; until: number; failure: TransientFailure }>

type Waiter = {
  claim: CallClaim
  /** A turn later than this is refused. */
  latestStart: number
  begin: () => void
  refuse: (reason: unknown) => void
}

/**
 * The requester with the fewest calls in the window goes first, then the one who came first;
 * strangers go last. A call that would start too late is refused at once, which also bounds the
 * queue. Times are those of `performance`.
 */
export class CallLane {
  readonly #window: FairWindow
  #waiting: Waiter[] = []
  #pause: RateLimitPause | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(rate: Rate, allowance?: Allowance) {
    this.#window = new FairWindow(rate, allowance)
  }

  isIdle(now: number): boolean {
    const isHeld = this.#pause !== null && this.#pause.until > now
    return this.#waiting.length === 0 && !isHeld && this.#window.firstEnd(now) === null
  }

  /**
   * @returns null if the call may start at once
   * @throws ProblemError if the turn would come too late; the signal's reason
   */
  enter(
    latestStart: number,
    signal: AbortSignal | undefined,
    claim: CallClaim,
  ): Promise<void> | null {
    const now = performance.now()
    if (this.#beginIfPossible(claim, now)) return null
    const earliest = Math.max(now, this.#pause?.until ?? now)
    const others = this.#waiting.map((waiter) => waiter.claim)
    const turn = this.#window.turnAfter(others, claim, earliest)
    if (turn > latestStart) throw this.#tooLate(turn - latestStart, now)
    return this.#wait(latestStart, signal, claim)
  }

  /** Pauses the lane, and refuses calls that cannot wait so long. */
  pause(pause: RateLimitPause): void {
    if (this.#pause !== null && pause.until <= this.#pause.until) return
    this.#pause = pause
    this.#move()
  }

  #isHeld(now: number): boolean {
    return this.#pause !== null && this.#pause.until > now
  }

  #beginIfPossible(claim: CallClaim, now: number): boolean {
    if (this.#isHeld(now)) return false
    if (this.#waiting.length > 0 && countsAsStranger(claim)) {
      const isAnyKnown = this.#waiting.some((other) => !countsAsStranger(other.claim))
      if (isAnyKnown) return false
    }
    const place = this.#window.placeFor(claim, now)
    if (place === null) return false
    this.#window.note(place, now)
    return true
  }

  #tooLate(byMs: number, now: number): ProblemError {
    if (this.#pause !== null && this.#isHeld(now)) return refusalBy(this.#pause, now)
    return new ProblemError('upstream-throttled', 'Too many calls of DingTalk are waiting.', {
      retryAfter: Math.ceil(byMs / 1000),
    })
  }

  #wait(latestStart: number, signal: AbortSignal | undefined, claim: CallClaim): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        this.#schedule(performance.now())
        reject(signal?.reason)
      }
      const settle = () => signal?.removeEventListener('abort', leave)
      const waiter: Waiter = {
        claim,
        latestStart,
        begin: () => {
          settle()
          resolve()
        },
        refuse: (reason) => {
          settle()
          reject(reason)
        },
      }
      signal?.addEventListener('abort', leave)
      this.#waiting.push(waiter)
      if (this.#timer === undefined) this.#schedule(performance.now())
    })
  }

  #move(): void {
    const now = performance.now()
    for (let next = this.#next(now); next !== undefined; next = this.#next(now)) {
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      next.begin()
    }
    const turn = this.#nextTurn(now)
    const late = this.#waiting.filter(({ latestStart }) => latestStart < turn)
    this.#waiting = this.#waiting.filter((waiter) => !late.includes(waiter))
    for (const { refuse, latestStart } of late) refuse(this.#tooLate(turn - latestStart, now))
    this.#schedule(now)
  }

  #next(now: number): Waiter | undefined {
    if (this.#isHeld(now)) return undefined
    const known = this.#waiting.filter(({ claim }) => !countsAsStranger(claim))
    let best: { waiter: Waiter; place: Place } | undefined
    for (const waiter of known.length > 0 ? known : this.#waiting) {
      const place = this.#window.placeFor(waiter.claim, now)
      if (place !== null && place.count < (best?.place.count ?? Infinity)) best = { waiter, place }
    }
    if (best !== undefined) this.#window.note(best.place, now)
    return best?.waiter
  }

  /** When the pause ends or a place in the window becomes free; the allowance may grow earlier. */
  #nextTurn(now: number): number {
    if (this.#pause !== null && this.#isHeld(now)) return this.#pause.until
    return this.#window.nextPlace(now)
  }

  #schedule(now: number): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    this.#timer = setTimeout(() => this.#move(), Math.ceil(this.#nextTurn(now) - now))
  }
}

/** The refusal of a call that cannot wait until the pause ends. */
function refusalBy({ from, until, failure }: RateLimitPause, now: number): ProblemError {
  const remaining = (failure.retryAfter ?? 0) - (now - from) / 1000
  return new ProblemError(failure.code, failure.message, {
    retryAfter: Math.ceil(Math.max(remaining, (until - now) / 1000, 0)),
    cause: failure,
  })
}
