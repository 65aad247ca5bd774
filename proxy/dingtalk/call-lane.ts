import { ProblemError } from '../problem.ts'
import { refusalBy, type Hold } from './hold.ts'

/** So many calls in any window of so many milliseconds. */
export type Rate = Readonly<{ calls: number; windowMs: number }>

type Waiter = {
  /** A turn that comes later than this is refused. */
  latestStart: number
  begin: () => void
  refuse: (reason: unknown) => void
}

/**
 * Lets calls begin in the order they came, never more in a window than the rate allows. The turn of
 * each waiting call is known beforehand, so one that would come too late is refused at once; that
 * bounds the queue, too. Times are those of `performance`.
 */
export class CallLane {
  readonly #rate: Rate
  /** When the latest calls began, as many as a window holds. */
  readonly #begun: number[] = []
  #waiting: Waiter[] = []
  #hold: Hold | null = null
  #timer: NodeJS.Timeout | undefined

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** Whether the lane remembers nothing that a new one would not know. */
  isIdle(now: number): boolean {
    const last = this.#begun.at(-1) ?? -Infinity
    const isHeld = this.#hold !== null && this.#hold.until > now
    return this.#waiting.length === 0 && !isHeld && last + this.#rate.windowMs <= now
  }

  /**
   * Waits for a turn.
   * @returns null when it is there already
   * @throws ProblemError when it would come too late; the signal's reason
   */
  enter(latestStart: number, signal: AbortSignal | undefined): Promise<void> | null {
    const now = performance.now()
    const turn = this.#turnOf(this.#waiting.length, now)
    if (this.#waiting.length === 0 && turn <= now) {
      this.#noteBeginning(now)
      return null
    }
    if (turn > latestStart) throw this.#tooLate(turn - latestStart, now)
    return this.#wait(latestStart, signal)
  }

  /** Lets no call begin for a while, and refuses those that cannot wait so long. */
  hold(hold: Hold): void {
    if (this.#hold !== null && hold.until <= this.#hold.until) return
    this.#hold = hold
    const now = performance.now()
    const staying: Waiter[] = []
    for (const waiter of this.#waiting) {
      const lateness = this.#turnOf(staying.length, now) - waiter.latestStart
      if (lateness > 0) waiter.refuse(this.#tooLate(lateness, now))
      else staying.push(waiter)
    }
    this.#waiting = staying
    this.#schedule(now)
  }

  /** When the call may begin that has this many waiting before it. */
  #turnOf(position: number, now: number): number {
    const { calls, windowMs } = this.#rate
    const before = this.#begun[this.#begun.length - calls + (position % calls)]
    const earliest = Math.max(now, this.#hold?.until ?? now, (before ?? -Infinity) + windowMs)
    return earliest + Math.floor(position / calls) * windowMs
  }

  #noteBeginning(now: number): void {
    this.#begun.push(now)
    if (this.#begun.length > this.#rate.calls) this.#begun.shift()
  }

  #tooLate(byMs: number, now: number): ProblemError {
    if (this.#hold !== null && this.#hold.until > now) return refusalBy(this.#hold, now)
    return new ProblemError('upstream-throttled', 'Too many calls of DingTalk are waiting.', {
      retryAfter: Math.ceil(byMs / 1000),
    })
  }

  #wait(latestStart: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        this.#schedule(performance.now())
        reject(signal?.reason)
      }
      const settle = () => signal?.removeEventListener('abort', leave)
      const waiter: Waiter = {
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

  #schedule(now: number): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const delay = Math.ceil(this.#turnOf(0, now) - now)
    this.#timer = setTimeout(() => this.#beginDue(), delay)
  }

  #beginDue(): void {
    const now = performance.now()
    while (this.#turnOf(0, now) <= now) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      this.#noteBeginning(now)
      next.begin()
    }
    this.#schedule(now)
  }
}
