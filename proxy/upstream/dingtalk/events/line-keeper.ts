import type { Logger } from '#proxy/base/log.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { aheadMs, type EventWatchStore } from '#proxy/base/store/corps/event-watch-store.ts'
import type { LineLeaseStore, LineState } from '#proxy/base/store/corps/line-lease-store.ts'
import type { StreamClient } from './stream-client.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

/** Two lines for all instances, as one may fail; each carries the events of all organisations. */
const lines = 2

/**
 * Milliseconds; `reportMs` until a line that just opened is reported. An instance without a line for
 * `giveUpMs` gives up its lease, for at least `restMs`, as another may reach the gateway.
 */
const defaultTimes = {
  leaseMs: 15_000,
  renewMs: 5_000,
  reportMs: 1_000,
  giveUpMs: 30_000,
  restMs: 10_000,
}

/** How exactly an instance knows the database's clock, in milliseconds. */
const skewMs = 1_000

export type LineKeeperDeps = {
  client: Pick<StreamClient, 'start' | 'stop' | 'status'>
  leases: LineLeaseStore
  watch: Pick<EventWatchStore, 'receivedUntil' | 'noteReceived' | 'noteGap'>
  /** The database's clock, by which instances tell each other times. */
  storeNow: () => Promise<EpochMs>
  /** Unique to this process. */
  instance: string
  log: Pick<Logger, 'warn'>
  now: Clock
  times?: typeof defaultTimes
}

/** Keeps a line to DingTalk open while this instance holds one of the two leases. */
export class LineKeeper {
  readonly #deps: LineKeeperDeps
  readonly #times: typeof defaultTimes
  #heldUntil = -Infinity
  /** When this line came back after a gap that has not been checked yet, by our clock. */
  #backAt: EpochMs | null = null
  /** When it last had its line, or began trying, by the monotonic clock. */
  #goodAt = -Infinity
  #restUntil = -Infinity
  #timer: NodeJS.Timeout | undefined
  #isClosed = false
  #isFailing = false

  constructor(deps: LineKeeperDeps) {
    this.#deps = deps
    this.#times = deps.times ?? defaultTimes
  }

  start(): void {
    void this.#look()
  }

  /** The line has just reopened. */
  noteBack(): void {
    this.#backAt = this.#deps.now()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#deps.client.stop()
    if (this.#heldUntil === -Infinity) return
    // Otherwise another instance has to wait until the lease ends.
    await fromStore(this.#deps.leases.leave(this.#deps.instance)).catch(() => {})
  }

  async #look(): Promise<void> {
    const { client, log, now, storeNow } = this.#deps
    const { leaseMs, renewMs, reportMs } = this.#times
    const askedAt = performance.now()
    let reported = toState(client)
    let may = false
    try {
      const aheadOfUs = (await fromStore(storeNow())) - now()
      reported = toState(client, aheadOfUs)
      may = await this.#hold(askedAt, reported)
      this.#isFailing = false
      this.#heldUntil = may ? askedAt + leaseMs : -Infinity
      if (may && reported.state === 'open')
        await this.#noteReceived(reported.lastFrameAt, aheadOfUs)
    } catch (err) {
      if (!this.#isFailing && !this.#isClosed)
        log.warn({ err }, 'lines to DingTalk cannot be coordinated with other instances')
      this.#isFailing = true
      // The gateway did not fail: the time without a line is counted again from the next lease.
      if (performance.now() >= this.#heldUntil) this.#heldUntil = -Infinity
    }
    if (this.#isClosed) return
    if (performance.now() < this.#heldUntil) client.start()
    else client.stop()
    const pauseMs = may && reported.state !== 'open' ? reportMs : renewMs
    this.#timer = setTimeout(() => void this.#look(), pauseMs).unref()
  }

  async #hold(at: number, reported: LineState): Promise<boolean> {
    const { leases, instance } = this.#deps
    const { leaseMs, giveUpMs, restMs } = this.#times
    if (reported.state === 'open' || this.#heldUntil === -Infinity) this.#goodAt = at
    if (at - this.#goodAt >= giveUpMs) {
      await fromStore(leases.leave(instance))
      this.#restUntil = at + restMs
    }
    return at >= this.#restUntil && fromStore(leases.hold(instance, lines, leaseMs, reported))
  }

  /**
   * Notes until when no event was lost. A gap of this line is harmless if another line that was
   * open before the gap is seen alive afterwards; otherwise events may be lost.
   */
  async #noteReceived(lastFrameAt: number | null, aheadOfUs: number): Promise<void> {
    const { leases, watch, now } = this.#deps
    const noted = this.#backAt
    if (noted === null) {
      if (lastFrameAt !== null) await fromStore(watch.noteReceived(lastFrameAt))
      return
    }
    const backAt = noted + aheadOfUs
    const reported = (await fromStore(watch.receivedUntil())) ?? -Infinity
    const receivedUntil = reported > now() + aheadOfUs + aheadMs ? -Infinity : reported
    const isBridged = receivedUntil >= backAt + skewMs
    if (!isBridged) {
      // This instance's own line is among them, open since the gap.
      const all = await fromStore(leases.all())
      const bridges = ({ state, since }: LineState) =>
        state === 'open' && since + skewMs <= receivedUntil
      if (all.some(bridges)) return
      await fromStore(watch.noteGap(backAt, noted), storeMs)
    }
    if (this.#backAt === noted) this.#backAt = null
  }
}

/**
 * A line that is off connects as soon as it may.
 * @param aheadOfUs how far the clock of the times is ahead of ours
 */
function toState({ status }: Pick<StreamClient, 'status'>, aheadOfUs = 0): LineState {
  const { state, since, lastFrameAt } = status
  return {
    state: state === 'off' ? 'connecting' : state,
    since: since + aheadOfUs,
    lastFrameAt: lastFrameAt === null ? null : lastFrameAt + aheadOfUs,
  }
}
