import type { Claim } from '../fair-window.ts'
import type { CallLane } from './call-lane.ts'
import { CallLimiter } from './call-limiter.ts'
import { exchange, type ReadLarge } from './exchange.ts'
import { PassingFailure } from './passing-failure.ts'
import { sleep } from './sleep.ts'
import type { Transport, WireRequest } from './transport.ts'

/** The time that a call has, whatever it has to wait for; in the time of `performance`. */
export type Budget = Readonly<{
  /** No attempt begins later: it would hardly be answered in time. */
  latestStart: number
  end: number
  /** The caller gives up. */
  signal: AbortSignal | undefined
}>

export type Call = Readonly<{
  /** See `laneOf`. */
  lane: string
  /** A lane that is shared with the calls of other corps, entered after the call's own. */
  shared?: Readonly<{ lane: CallLane; claim: Claim }>
  /** Whether it may be sent again after a failure. */
  isRepeatable: boolean
  request: WireRequest
  /** What is sent and must not come back in a message. */
  secrets: readonly string[]
  readLarge?: ReadLarge | undefined
}>

/** Names what shares a limit of upstream's. */
export function laneOf(corp: string, api: string): string {
  return `${corp}\n${api}`
}

/** By what a failure reaches. */
const mostAttempts = { call: 2, api: 2, address: 1 } as const

/** Makes calls within upstream's limits, and again where that is safe and may help. */
export class Caller {
  readonly #transport: Transport
  readonly #limiter: CallLimiter
  readonly #callMs: number

  /** @param callMs milliseconds for a call with all its waiting and attempts */
  constructor(transport: Transport, callMs = 12_000, limiter = new CallLimiter()) {
    this.#transport = transport
    this.#callMs = callMs
    this.#limiter = limiter
  }

  /** The budget of a call that begins now. */
  budget(signal?: AbortSignal): Budget {
    const now = performance.now()
    return { latestStart: now + (this.#callMs * 2) / 3, end: now + this.#callMs, signal }
  }

  /**
   * Gives the body of a reply that succeeded.
   * @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them; the signal's reason
   */
  async call(call: Call, budget: Budget): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      budget.signal?.throwIfAborted()
      const { latestStart, signal } = budget
      await this.#limiter.enter(call.lane, latestStart, signal)
      await call.shared?.lane.enter(latestStart, signal, call.shared.claim)
      try {
        const limits = { msLeft: budget.end - performance.now(), signal }
        const { request, secrets, readLarge } = call
        return await exchange(this.#transport, request, secrets, limits, readLarge)
      } catch (error) {
        if (!(error instanceof PassingFailure)) throw error
        await this.#recover(call, budget, error, attempt)
      }
    }
  }

  /** Waits until another attempt is worth it, or throws when there is to be none. */
  async #recover(
    { lane, isRepeatable }: Call,
    { latestStart, signal }: Budget,
    failure: PassingFailure,
    attempt: number,
  ): Promise<void> {
    const waitMs = backOff(failure.waitMs, attempt)
    this.#limiter.hold(lane, failure, waitMs)
    const isLast = !isRepeatable || attempt >= mostAttempts[failure.reach]
    if (isLast || performance.now() + waitMs > latestStart) throw failure
    // Otherwise the lane itself waits.
    if (failure.reach === 'call') await sleep(waitMs, signal)
  }
}

/** Longer each time, and not as long for everybody who was refused at the same moment. */
function backOff(waitMs: number, attempt: number): number {
  const longer = waitMs * 2 ** (attempt - 1)
  return longer + Math.random() * Math.min(longer / 2, 1_000)
}
