import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { withTimeout } from '#proxy/limits/with-timeout.ts'
import type { Logger } from '#proxy/log.ts'
import type { CallLeases, Wanted } from '#proxy/store/call-leases.ts'
import type { CallLane, SharedLane } from './call-lane.ts'
import type { LaneSharing } from './call-limiter.ts'

/** The window, and how much later than another a call may arrive at DingTalk (milliseconds). */
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
  together: inShares,
  leaseMs: 5_000,
  guardMs,
  /** An instance without the store for longer has hardly any calls. */
  missingMs: 10 * 60_000,
}
const leaseRules = {
  together: inLeases,
  withShares: all - withoutStore,
  leaseMs: 2_000,
  guardMs,
}

const renewShareMs = 1_000

/** After a start, a question unanswered for so long counts as failed. */
const firstAnswerMs = 2_000

/** A lease that is still used is renewed when so much of it is left. */
const renewLeaseMs = 900

/** Pause before asking again for a lane that got too little. */
const askAgainMs = 300

/** At least so many are leased, so that the next ones need no question. */
const leastLeased = 4

/** How long a process that ends waits for the store. */
const leaveMs = 1_000

export type SharedCallsParts = {
  leases: CallLeases
  /** Names this process; no other has the same. */
  instance: string
  /** How many instances there are going to be at least. */
  expected: number
  log: Pick<Logger, 'warn'>
}

/** A lane that needs more than the share, or did a moment ago. */
type Need = {
  leased: number
  until: number
  /** Not asked for before. */
  askAt: number
}

/**
 * This process' share of the calls of all instances. It asks the store once a second for its share
 * of all lanes, and for more of a lane when calls wait. Times are those of `performance`.
 */
export class SharedCalls implements LaneSharing {
  readonly #parts: SharedCallsParts
  readonly #begun = performance.now()
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
    // Without the store the leases just expire.
    await leases.leave(instance, guardMs).catch(() => {})
  }

  #callsOf(key: string, at: number): number {
    return this.#sharedCalls(at) + leasedAt(this.#needs.get(key), at)
  }

  #sharedCalls(at: number): number {
    if (this.#share !== null && this.#share.until > at) return this.#share.calls
    const isWithoutStore = this.#share !== null || this.#isFailing
    return isWithoutStore || at - this.#begun > firstAnswerMs ? withoutStore : 0
  }

  #expectedCalls(): number {
    if (this.#share === null) return all
    return Math.ceil((inShares + inLeases) / (this.#share.others + 1))
  }

  async #keepShare(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      /* oxlint-disable no-await-in-loop */
      if (await this.#takeShare()) continue
      await pause(renewShareMs, undefined, { signal, ref: false }).catch(() => {})
      /* oxlint-enable no-await-in-loop */
    }
  }

  /** @returns whether the share is smaller now, which the store learns by the next request */
  async #takeShare(): Promise<boolean> {
    const { leases, instance, expected } = this.#parts
    const asked = performance.now()
    const held = this.#sharedCalls(asked)
    try {
      const { calls, others } = await leases.takeShare(instance, { ...shareRules, expected, held })
      this.#share = { calls, others, until: asked + shareRules.leaseMs }
      this.#isFailing = false
      // It has all calls, so leases would be too many.
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

  /** Lanes ask by themselves only when a call begins to wait, perhaps while this instance was alone. */
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

  /** For as long as a lane needs more than the share. */
  async #keepLeases(): Promise<void> {
    // Calls that begin to wait in the same turn of the loop are asked for together.
    await nextTurn()
    while (this.#needs.size > 0 && !this.#closing.signal.aborted) {
      const woken = this.#sleep()
      const wanted = this.#wanted()
      /* oxlint-disable no-await-in-loop */
      // Others count the leases only of an instance that has a share.
      if (wanted.size > 0 && this.#share !== null) await this.#lease(wanted)
      if (this.#needs.size > 0) await woken
      /* oxlint-enable no-await-in-loop */
    }
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, askAgainMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** What is to be leased now, by lane; lanes that need nothing any more are forgotten. */
  #wanted(): Map<string, Wanted> {
    const now = performance.now()
    const wanted = new Map<string, Wanted>()
    for (const [key, need] of this.#needs) {
      const lane = this.#lanes.get(key)
      const { begun, waiting } = lane?.load(now) ?? { begun: 0, waiting: 0 }
      // A person may use half of the free calls, so twice as many are needed.
      const calls = waiting * 2 + Math.max(0, begun - this.#sharedCalls(now))
      const leased = leasedAt(need, now)
      if (need.askAt > now) continue
      if (calls === 0 && leased === 0) this.#needs.delete(key)
      if (calls === 0) continue
      const asked = Math.min(inLeases, Math.max(leastLeased, calls))
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
      need.askAt = leased === calls ? -Infinity : performance.now() + askAgainMs
      this.#lanes.get(key)?.allowMore()
    }
  }
}

function leasedAt(need: Need | undefined, at: number): number {
  return need !== undefined && need.until > at ? need.leased : 0
}
