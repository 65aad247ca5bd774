import type { Logger } from '#proxy/log.ts'
import { fromStore } from '#proxy/flows/read/store-timeout.ts'
import type { LineLeases, LineState } from '#proxy/store/corps/line-leases.ts'
import type { StreamClient } from './stream-client.ts'

/** Two lines for all instances: one may fail, and each carries all organisations. */
const lines = 2
const leaseMs = 15_000
const renewMs = 5_000

/** Milliseconds until a line that just opened is reported. */
const tellMs = 1_000

export type LineKeeperParts = {
  client: Pick<StreamClient, 'start' | 'stop' | 'status'>
  leases: LineLeases
  /** Names this process; no other has the same. */
  instance: string
  log: Pick<Logger, 'warn'>
}

/** Keeps a line to DingTalk open while this instance holds one of the two leases. */
export class LineKeeper {
  readonly #parts: LineKeeperParts
  #heldUntil = -Infinity
  #timer: NodeJS.Timeout | undefined
  #isClosed = false
  #isFailing = false

  constructor(parts: LineKeeperParts) {
    this.#parts = parts
  }

  start(): void {
    void this.#look()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#parts.client.stop()
    if (this.#heldUntil === -Infinity) return
    // Otherwise another instance gets it when the lease ends.
    await fromStore(this.#parts.leases.leave(this.#parts.instance)).catch(() => {})
  }

  async #look(): Promise<void> {
    const { client, leases, instance, log } = this.#parts
    const askedAt = performance.now()
    const told = toState(client)
    let may = false
    try {
      may = await fromStore(leases.hold(instance, lines, leaseMs, told))
      this.#isFailing = false
      this.#heldUntil = may ? askedAt + leaseMs : -Infinity
    } catch (err) {
      if (!this.#isFailing && !this.#isClosed) log.warn({ err }, 'no word about lines to DingTalk')
      this.#isFailing = true
    }
    if (this.#isClosed) return
    if (performance.now() < this.#heldUntil) client.start()
    else client.stop()
    const pauseMs = may && told.state !== 'open' ? tellMs : renewMs
    this.#timer = setTimeout(() => void this.#look(), pauseMs).unref()
  }
}

/** One that is off opens a line as soon as it may. */
function toState({ status }: Pick<StreamClient, 'status'>): LineState {
  const { state, since, lastFrameAt } = status
  return { state: state === 'off' ? 'connecting' : state, since, lastFrameAt }
}
