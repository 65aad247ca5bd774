import { setTimeout as pause } from 'node:timers/promises'
import type { Allowance } from '#proxy/base/limits/fair-window.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { InstanceStore } from '#proxy/base/store/instance-store.ts'

/**
 * Of DingTalk's 20 in a window. An instance that does not reach the store, and is no longer
 * counted, goes on with the other two.
 */
const all = 18
const withoutStore = 2

const aliveMs = 5_000

/** A window, and the longest difference in latency between two calls (milliseconds). */
const guardMs = 2_000

const beatMs = 1_000

/** While others have not given up what belongs to this instance. */
const impatientBeatMs = 250

/** After a start, a heartbeat unanswered for this long counts as failed. */
const firstAnswerMs = 2_000

/** How long a process that shuts down waits for the store. */
const leaveMs = 1_000

export type SharedCallsDeps = {
  instances: InstanceStore
  /** Unique to this process. */
  id: string
  expected: number
  log: Pick<Logger, 'warn'>
}

/** This process' part, the same for each API and corp. Times are those of `performance`. */
export class SharedCalls implements Allowance {
  readonly #deps: SharedCallsDeps
  readonly #started = performance.now()
  readonly #closing = new AbortController()
  #part: { calls: number; soon: number; until: number } | null = null
  #isFailing = false
  #beating: Promise<void> | null = null

  constructor(deps: SharedCallsDeps) {
    this.#deps = deps
  }

  start(): void {
    this.#beating = this.#keepAlive()
  }

  now(at: number): number {
    if (this.#part !== null && this.#part.until > at) return this.#part.calls
    const isWithoutStore = this.#part !== null || this.#isFailing
    return isWithoutStore || at - this.#started > firstAnswerMs ? withoutStore : 0
  }

  expected(at: number): number {
    return Math.max(this.now(at), this.#part?.soon ?? all)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await withTimeout(this.#leave(), leaveMs, () => {})
  }

  async #leave(): Promise<void> {
    await this.#beating
    // Without the store, its part ends by itself.
    await this.#deps.instances.leave(this.#deps.id).catch(() => {})
  }

  async #keepAlive(): Promise<void> {
    const { signal } = this.#closing
    while (!signal.aborted) {
      const pauseMs = await this.#beat()
      await pause(pauseMs, undefined, { signal, ref: false }).catch(() => {})
    }
  }

  /** @returns the pause until the next heartbeat */
  async #beat(): Promise<number> {
    const { instances, id, expected, log } = this.#deps
    const asked = performance.now()
    const held = this.#heldAt(asked)
    try {
      const part = await instances.beat(id, { all, held, expected, aliveMs, guardMs })
      this.#part = { ...part, until: asked + aliveMs }
      this.#isFailing = false
      // The next heartbeat reports the smaller part, so the calls of the larger one must be over.
      if (part.calls < held) return guardMs
      return part.calls < part.soon ? impatientBeatMs : beatMs
    } catch (err) {
      if (!this.#isFailing && !this.#closing.signal.aborted)
        log.warn(
          { err },
          'the database does not say how many instances share the calls of DingTalk',
        )
      this.#isFailing = true
      return beatMs
    }
  }

  /** The most calls of a window that may have been made lately. */
  #heldAt(at: number): number {
    const part = this.#part
    const isRecent = part !== null && part.until + guardMs > at
    return Math.max(this.now(at), isRecent ? part.calls : 0)
  }
}
