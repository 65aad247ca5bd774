import { hasEnded } from '#shared/rules/codes/flow-status.ts'
import { LRUCache } from 'lru-cache'
import { isSettled, type FlowReading } from './flow-reading.ts'

/** How long a reading is cached without news of a change (milliseconds). */
const keepMs = {
  /** Several people open the same message within this time. */
  moving: 2500,
  ended: 10 * 60_000,
  /** Incomplete readings: spares upstream while it is in trouble. */
  broken: 1000,
}

/** `bytes`: approximate total of all readings; a flow has had a body of 10 MB. */
const defaultLimits = { entries: 1000, bytes: 64 * 1024 * 1024 }

/** A reading and when it started, by a monotonic clock. */
export type CachedReading = { reading: FlowReading; startedAt: number }

type Entry = CachedReading & { until: number }

/** Cached readings; the least recently used are dropped first. */
export class ReadingCache {
  readonly #entries: LRUCache<string, Entry>

  constructor({ entries, bytes } = defaultLimits) {
    this.#entries = new LRUCache({ max: entries, maxSize: bytes, sizeCalculation: sizeOf })
  }

  /** @param now milliseconds, on the clock of `startedAt` */
  get(key: string, now: number): CachedReading | null {
    const entry = this.#entries.get(key)
    if (entry === undefined) return null
    if (now < entry.until) return entry
    this.forget(key)
    return null
  }

  /** @param now milliseconds, on the clock of `startedAt` */
  put(key: string, kept: CachedReading, now: number): void {
    this.#entries.set(key, { ...kept, until: now + lifetimeOf(kept.reading) })
  }

  forget(key: string): void {
    this.#entries.delete(key)
  }

  /** @param prefix of the keys; all are dropped if omitted */
  forgetAll(prefix = ''): void {
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.forget(key)
  }
}

function lifetimeOf(reading: FlowReading): number {
  const { flow, signers, approvals, order } = reading
  if (!Array.isArray(signers) || !Array.isArray(approvals)) return keepMs.broken
  // A reading without a number does not replace a stored one, so the stored one may be older.
  const isLast = hasEnded(flow.status) && isSettled(reading) && order !== null
  return isLast ? keepMs.ended : keepMs.moving
}

/** Approximate size in bytes. */
function sizeOf({ reading: { flow, signers, approvals } }: Entry): number {
  const sections = [signers, approvals].filter((section) => Array.isArray(section))
  return weigh(flow) + weigh(sections)
}

function weigh(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  let sum = 32
  for (const inner of Object.values(value)) sum += 8 + weigh(inner)
  return sum
}
