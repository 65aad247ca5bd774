import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { CallLeases, Wanted } from '#proxy/base/store/call-leases.ts'
import type { CallLane, SharedLane } from './call-lane.ts'
import type { LaneSharing } from './call-limiter.ts'

/** The window plus the longest difference in latency between two calls (milliseconds). */
const guardMs = 2_000

/**
 * How the 20 calls of a window are divided: 8 in equal shares without asking; 10 leased by
 * instances that need more; 2 for an instance that has lost the store and is no longer counted.
 */
const all = 20
const inShares = 8
const inLeases = 10
const withoutStore = 2

const shareRules = {
  alone: all,
  total: inShares,
  leaseMs: 5_000,
  guardMs,
  /** An instance without the store for longer gets hardly any calls. */
  missingMs: 10 * 60_000,
}
const leaseRules = {
  total: inLeases,
  withShares: all - withoutStore,
  leaseMs: 2_000,
  guardMs,
}

const renewShareMs = 1_000

/** After a start, a request unanswered for this long counts as failed. */
const firstAnswerMs = 2_000

/** A lease in use is renewed when less than this is left. */
const renewLeaseMs = 900

/** Pause before requesting more for a lane that got too little. */
const retryMs = 300

/** Smallest lease, so that the next calls need no request. */
const minLeasedCalls = 4

/** How long a process that shuts down waits for the store. */
const leaveMs = 1_000

export type SharedCallsParts = {
  leases: CallLeases
  /** Unique to this process. */
  instance: string
  /** Minimum number of instances to expect. */
  expected: number
  log: Pick<Logger, 'warn'>
}

/** A lane that needs more than its share, or did a moment ago. */
type Need = {
  leased: number
  until: number
  /** Earliest time of the next request. */
  askAt: number
}

/**
 * This process' part of the calls of all instances. It asks the store once a second for its share
 * of all lanes, and for more of a lane when calls wait. Times are those of `performance`.
 */
export class SharedCalls implements LaneSharing {
  readonly #parts: SharedCallsParts
  readonly #started = performance.now()
  readonly #lanes = new Map<string, CallLane>()
  readonly #needs = new Map<string, Need>()
  readonly #closing = new AbortController()
  #share: { calls: number; others: number; until: number } | null = null
  #isFailing = false
  #sharing: Promise<void> | null = null
  #leasing: Promise<void> | null = null
  #wake = () => {}

  constructor(parts: SharedCallsParts) {
    this.#parts = parts
  }

  start(): void {
    this.#sharing = this.#keepShare()
  }

  add(key: string, makeLane: (shared: SharedLane) => CallLane): CallLane {
    const lane = makeLane({
      now: (at) => this.#callsOf(key, at),
      expected: (at) => Math.max(this.#callsOf(key, at), this.#expectedCalls()),
      onWaiting: () => this.#want(key),
    })
    this.#lanes.set(key, lane)
    return lane
  }

  remove(key: string): void {
    this.#lanes.delete(key)
    this.#needs.delete(key)
  }

  /** Gives its share back. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#wake()
    await withTimeout(this.#leave(), leaveMs, () => {})
  }

  async #leave(): Promise<void> {
    const { leases, instance } = this.#parts
    await Promise.all([this.#sharing, this.#leasing])
    // Without the store, the leases just expire.
    await leases.leave(instance, guardMs).catch(() => {})
  }

  #callsOf(key: string, at: number): number {
    return this.#sharedCalls(at) + leasedAt(this.#needs.get(key), at)
  }

  #sharedCalls(at: number): number {
    if (this.#share !== null && this.#share.until > at) return this.#share.calls
    const isWithoutStore = this.#share !== null || this.#isFailing
    return isWithoutStore || at - this.#started > firstAnswerMs ? withoutStore : 0
  }

  #expectedCalls(): number {
    if (this.#share === null) return all
    return Math.ceil((inShares + inLeases) / (this.#share.others + 1))
  }

  async #keepShare(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      if (await this.#takeShare()) continue
      await pause(renewShareMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  /** @returns whether the share has shrunk, which the store learns from the next request */
  async #takeShare(): Promise<boolean> {
    const { leases, instance, expected } = this.#parts
    const asked = performance.now()
    const held = this.#sharedCalls(asked)
    try {
      const { calls, others } = await leases.takeShare(instance, { ...shareRules, expected, held })
      this.#share = { calls, others, until: asked + shareRules.leaseMs }
      this.#isFailing = false
      // This instance may make all calls, so leases are superfluous.
      if (calls === all) this.#needs.clear()
      else this.#wantForWaiting(asked)
      if (calls > held) this.#allowMore()
      return calls < held
    } catch (err) {
      this.#fail(err)
      return false
    }
  }

  #allowMore(): void {
    for (const lane of this.#lanes.values()) lane.allowMore()
  }

  #fail(err: unknown): void {
    if (this.#isFailing || this.#closing.signal.aborted) return
    this.#isFailing = true
    this.#parts.log.warn({ err }, 'calls of DingTalk cannot be shared with other instances')
    this.#allowMore()
  }

  /**
   * A lane requests more only when a call starts to wait, which may have been while this instance
   * was alone.
   */
  #wantForWaiting(now: number): void {
    for (const [key, lane] of this.#lanes) if (lane.load(now).waiting > 0) this.#want(key)
  }

  #want(key: string): void {
    if (this.#share?.calls === all || this.#closing.signal.aborted) return
    if (!this.#needs.has(key)) {
      this.#needs.set(key, { leased: 0, until: -Infinity, askAt: -Infinity })
    }
    this.#wake()
    this.#leasing ??= this.#keepLeases().finally(() => {
      this.#leasing = null
    })
  }

  /** Runs while a lane needs more than its share. */
  async #keepLeases(): Promise<void> {
    // Calls that start to wait in the same turn of the event loop share one request.
    await nextTurn()
    while (this.#needs.size > 0 && !this.#closing.signal.aborted) {
      const woken = this.#sleep()
      const wanted = this.#wanted()
      // Other instances count only the leases of instances that have a share.
      if (wanted.size > 0 && this.#share !== null) await this.#lease(wanted)
      if (this.#needs.size > 0) await woken
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, retryMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** What to lease now, by lane; lanes that need nothing are dropped. */
  #wanted(): Map<string, Wanted> {
    const now = performance.now()
    const wanted = new Map<string, Wanted>()
    for (const [key, need] of this.#needs) {
      const lane = this.#lanes.get(key)
      const { started, waiting } = lane?.load(now) ?? { started: 0, waiting: 0 }
      // One person may use half of the free calls, so twice as many are needed.
      const calls = waiting * 2 + Math.max(0, started - this.#sharedCalls(now))
      const leased = leasedAt(need, now)
      if (need.askAt > now) continue
      if (calls === 0 && leased === 0) this.#needs.delete(key)
      if (calls === 0) continue
      const asked = Math.min(inLeases, Math.max(minLeasedCalls, calls))
      const isEnding = leased > 0 && need.until - now <= renewLeaseMs
      if ((waiting > 0 && asked > leased) || isEnding)
        wanted.set(key, { calls: asked, held: leased })
    }
    return wanted
  }

  async #lease(wanted: ReadonlyMap<string, Wanted>): Promise<void> {
    const { leases, instance } = this.#parts
    const asked = performance.now()
    const share = this.#sharedCalls(asked)
    let given: ReadonlyMap<string, number>
    try {
      given = await leases.lease(instance, wanted, { ...leaseRules, share })
    } catch (err) {
      this.#fail(err)
      given = new Map()
    }
    for (const [key, { calls }] of wanted) {
      const need = this.#needs.get(key)
      if (need === undefined) continue
      const leased = given.get(key)
      if (leased !== undefined) {
        need.leased = leased
        need.until = asked + leaseRules.leaseMs
      }
      need.askAt = leased === calls ? -Infinity : performance.now() + retryMs
      this.#lanes.get(key)?.allowMore()
    }
  }
}

function leasedAt(need: Need | undefined, at: number): number {
  return need !== undefined && need.until > at ? need.leased : 0
}
