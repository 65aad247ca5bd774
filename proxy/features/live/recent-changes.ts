import { randomBytes } from 'node:crypto'
import type { LRUCache } from 'lru-cache'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { FlowChanged } from '#proxy/base/store/events.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { Clock, EpochMs, MonotonicClock } from '#shared/rules/time.ts'

/** Capacity in changed flows; older changes become uncertain. */
const maxFlows = 10_000

/** Longest time from a page's first reading of a flow until it listens, in milliseconds. */
const openingMs = 60_000

/** Capacity in corps; those unchanged for longest are dropped first. */
const maxCorps = 10_000

type Change = {
  /** Number of the change within its corp. */
  number: number
  /** Readings after this time include it. */
  at: EpochMs
  /** By the monotonic clock. */
  receivedAt: number
}

type Corp = Change & {
  /** Random; a new one when counting restarts. */
  tag: string
  /** Changes up to this one may have been dropped. */
  doubt: Change
  /** The latest change of the corp itself, not of a flow. */
  own: Change
}

/** A change that a client has missed. */
export type MissedChange = {
  /** Whether the corp itself may have changed, not only flows. */
  isOfCorp: boolean
  /** Readings from this time on include it; undefined if unknown. */
  readAt: EpochMs | undefined
}

const never: Change = { number: 0, at: -Infinity, receivedAt: -Infinity }

/** Merges changes into one that covers all of them. */
function latest(...changes: readonly Change[]): Change {
  return {
    number: Math.max(...changes.map(({ number }) => number)),
    at: Math.max(...changes.map(({ at }) => at)),
    receivedAt: Math.max(...changes.map(({ receivedAt }) => receivedAt)),
  }
}

/**
 * Recent changes, for pages that reconnect. Numbered per corp, as event ids show the number and
 * must not reveal how much happens elsewhere.
 */
export class RecentChanges {
  readonly #process = randomTag()
  readonly #now: Clock
  readonly #monotonic: MonotonicClock
  readonly #flows: LRUCache<string, Change & { corpId: string }>
  /** By corp id. Only changes keep an entry from being dropped, not lookups. */
  readonly #corps = boundedCache<string, Corp>(maxCorps, {
    dispose: (corp, _, reason) => {
      if (reason === 'evict') this.#doubt = latest(this.#doubt, corp)
    },
  })
  /** Changes up to this one were dropped together with their corps. */
  #doubt = never

  constructor(now: Clock, monotonic: MonotonicClock, limit = maxFlows) {
    this.#now = now
    this.#monotonic = monotonic
    this.#flows = boundedCache(limit, {
      dispose: ({ corpId, ...change }, _, reason) => {
        const corp = reason === 'evict' ? this.#corps.peek(corpId) : undefined
        if (corp !== undefined) corp.doubt = latest(corp.doubt, change)
      },
    })
  }

  /** Notes that a flow changed. @returns the change's number within its corp */
  note({ corpId, taskId, readAt }: FlowChanged): number {
    const known = this.#corpOf(corpId)
    const number = known.number + 1
    const now = this.#now()
    const receivedAt = this.#monotonic()
    this.#corps.set(corpId, { ...known, number, at: now, receivedAt })
    const key = keyTextOf({ corpId, taskId })
    // A change found by a reading is included in that reading.
    const at = readAt === undefined ? now : readAt - 1
    const before = this.#flows.peek(key) ?? never
    this.#flows.set(key, { corpId, ...latest(before, { number, at, receivedAt }) })
    return number
  }

  /** Notes that a corp itself changed, as by authorising the app. */
  noteCorp(corpId: string): void {
    const known = this.#corpOf(corpId)
    const change = { number: known.number + 1, at: this.#now(), receivedAt: this.#monotonic() }
    this.#corps.set(corpId, { ...known, ...change, own: change })
  }

  /** Notes that anything may have changed. */
  noteGap(): void {
    const [at, receivedAt] = [this.#now(), this.#monotonic()]
    this.#doubt = { number: 0, at, receivedAt }
    this.#flows.clear()
    for (const corp of this.#corps.values()) {
      corp.number += 1
      corp.at = at
      corp.receivedAt = receivedAt
      corp.doubt = { number: corp.number, at, receivedAt }
    }
  }

  /** @param upTo number of the corp's last sent change; all if omitted */
  id(corpId: string, upTo?: number): string {
    const { tag, number } = this.#corpOf(corpId)
    return `${this.#process}-${tag}-${upTo ?? number}`
  }

  /**
   * What a client may have missed; null for nothing.
   * @param taskId null for any flow of the corp
   * @param lastId id of the client's last event; undefined on the first connection
   */
  missedBy(corpId: string, taskId: string | null, lastId: string | undefined): MissedChange | null {
    const corp = this.#corps.peek(corpId)
    const { own = never } = corp ?? {}
    const flow = taskId === null ? corp : this.#flows.peek(keyTextOf({ corpId, taskId }))
    const readAt = this.#missed(corpId, lastId, latest(flow ?? never, own))
    if (readAt === null) return null
    // What a page without an id has just read is doubted only for a known change of the corp.
    const isOfCorp =
      lastId === undefined ? !this.#isOld(own) : this.#missed(corpId, lastId, own) !== null
    return { isOfCorp, readAt }
  }

  /** Whether pages that listen now have read after this change. */
  #isOld({ receivedAt }: Change): boolean {
    return receivedAt < this.#monotonic() - openingMs
  }

  /** From when on readings include the change; null if it was not missed. */
  #missed(corpId: string, lastId: string | undefined, change: Change): number | undefined | null {
    const corp = this.#corps.peek(corpId)
    const known = lastId === undefined ? 0 : this.#numberIn(lastId, corp?.tag)
    if (known === null) return undefined
    const { doubt = never } = corp ?? {}
    const last = latest(doubt, change, { ...this.#doubt, number: 0 })
    const isKnown = lastId === undefined ? this.#isOld(last) : last.number <= known
    return isKnown ? null : last.at + 1
  }

  /** Smaller than every number if counting has restarted; null for an id of another process. */
  #numberIn(id: string, tag: string | undefined): number | null {
    const [process, idTag, digits = '', ...rest] = id.split('-')
    if (process !== this.#process || rest.length > 0 || !/^\d{1,15}$/.test(digits)) return null
    return idTag === tag ? Number(digits) : -1
  }

  #corpOf(corpId: string): Corp {
    const known = this.#corps.peek(corpId)
    if (known !== undefined) return known
    const corp = { ...never, tag: randomTag(), doubt: never, own: never }
    this.#corps.set(corpId, corp)
    return corp
  }
}

/** Contains no dashes, which separate the parts of an id. */
function randomTag(): string {
  return randomBytes(6).toString('hex')
}
