import { setTimeout as sleep } from 'node:timers/promises'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { canCall, countCall } from '#proxy/base/limits/call-allowance.ts'
import type { CallClaim } from '#proxy/base/limits/fair-window.ts'
import { asProblemError } from '#proxy/base/store/as-problem.ts'
import type { CallLane } from '#proxy/upstream/dingtalk/limits/call-lane.ts'
import { CallLimiter } from '#proxy/upstream/dingtalk/limits/call-limiter.ts'
import { exchange } from './exchange.ts'
import { TransientFailure, throttled } from './transient-failure.ts'
import type { Transport, WireRequest } from './transport.ts'

/** Time limits of a call including all waiting, by `performance.now()`. */
export type Budget = Readonly<{
  /** Later attempts would hardly be answered in time. */
  latestStart: number
  end: number
  signal: AbortSignal | undefined
}>

export type Call = Readonly<{
  lane: string
  /** A lane shared with the calls of other corps, entered after the call's own. */
  shared?: Readonly<{ lane: CallLane; claim: CallClaim }>
  isRepeatable: boolean
  request: WireRequest
  /** Secrets in the request that must not appear in messages. */
  secrets: readonly string[]
}>

/** Observes calls; `api` is the documented path, with parameter names in place of values. */
export type CallObserver = {
  waits(): void
  waited(): void
  /** An attempt has ended. @param tookMs milliseconds, without waiting for the turn */
  ended(api: string, outcome: ProblemCode | 'ok', tookMs: number): void
}

const unobserved: CallObserver = { waits() {}, waited() {}, ended() {} }

/** Key of the calls that share one of upstream's limits. */
export function laneOf(corp: string, api: string): string {
  return `${corp}\n${api}`
}

function apiOf(lane: string): string {
  return lane.slice(lane.lastIndexOf('\n') + 1)
}

const defaultAttempts = 2

/**
 * Seconds after which a read whose allowance is used up may be repeated: others who share it have
 * their own.
 */
const usedUpSeconds = 1

export class Caller {
  readonly #transport: Transport
  readonly #limiter: CallLimiter
  readonly #callMs: number
  readonly #observer: CallObserver
  readonly #attempts: number

  /**
   * @param callMs for a call with waiting and retries
   * @param attempts most attempts of a call
   */
  constructor(
    transport: Transport,
    callMs = 12_000,
    limiter = new CallLimiter(),
    observer = unobserved,
    attempts = defaultAttempts,
  ) {
    this.#transport = transport
    this.#callMs = callMs
    this.#limiter = limiter
    this.#observer = observer
    this.#attempts = attempts
  }

  budget(signal?: AbortSignal): Budget {
    const now = performance.now()
    return { latestStart: now + (this.#callMs * 2) / 3, end: now + this.#callMs, signal }
  }

  /** @throws ProblemError, `UpstreamRefusal` or `InvalidToken` among them; the signal's reason */
  async call(call: Call, budget: Budget): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      budget.signal?.throwIfAborted()
      const { latestStart, signal } = budget
      const turn = this.#limiter.enter(call.lane, latestStart, signal)
      if (turn !== null) await this.#wait(turn)
      const sharedTurn = call.shared?.lane.enter(latestStart, signal, call.shared.claim) ?? null
      if (sharedTurn !== null) await this.#wait(sharedTurn)
      if (!canCall()) throw throttled(usedUpSeconds, null, 'call')
      countCall()
      try {
        return await this.#attempt(call, budget)
      } catch (error) {
        if (!(error instanceof TransientFailure)) throw error
        await this.#recover(call, budget, error, attempt)
      }
    }
  }

  #wait(turn: Promise<void>): Promise<void> {
    this.#observer.waits()
    return turn.finally(() => this.#observer.waited())
  }

  async #attempt(call: Call, { end, signal }: Budget): Promise<unknown> {
    const { lane, request, secrets } = call
    const started = performance.now()
    const ended = (outcome: ProblemCode | 'ok') =>
      this.#observer.ended(apiOf(lane), outcome, performance.now() - started)
    try {
      const limits = { msLeft: end - started, signal }
      const body = await exchange(this.#transport, request, secrets, limits)
      ended('ok')
      return body
    } catch (error) {
      // The caller gave up, which says nothing about upstream.
      if (signal?.aborted !== true) ended(asProblemError(error).code)
      throw error
    }
  }

  /** Waits before a retry, or throws when there is none. */
  async #recover(
    { lane, isRepeatable }: Call,
    { latestStart, signal }: Budget,
    failure: TransientFailure,
    attempt: number,
  ): Promise<void> {
    const waitMs = backOff(failure.waitMs, attempt)
    this.#limiter.pause(lane, failure, waitMs)
    const maxAttempts = failure.reach === 'address' ? 1 : this.#attempts
    const isLast = !isRepeatable || attempt >= maxAttempts || !canCall()
    if (isLast || performance.now() + waitMs > latestStart) throw failure
    if (failure.reach !== 'call') return
    await sleep(waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted())
  }
}

/** Exponential, with jitter. */
function backOff(waitMs: number, attempt: number): number {
  const longer = waitMs * 2 ** (attempt - 1)
  return longer + Math.random() * Math.min(longer / 2, 1_000)
}
