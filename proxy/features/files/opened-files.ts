import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { LRUCache } from 'lru-cache'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** A file as e签宝 has given it to one person. */
export type OpenedFile = {
  /** Never stored, and never sent to a page. */
  address: string
  name: string | null
  /** The flow it belongs to, if known. */
  taskId: string | null
}

type Entry = { at: number; opened: Promise<OpenedFile> }

/** How long an address is used again, in milliseconds; e签宝 accepts it for an hour. */
const lifetimeMs = 5 * 60_000

const mostFiles = 5000

/**
 * Files that people have open. A viewer asks for many parts of a file: the first one opens it, and
 * the others share its address.
 */
export class OpenedFiles {
  readonly #entries: LRUCache<string, Entry> = boundedCache(mostFiles)
  readonly #monotonic: MonotonicClock

  constructor(monotonic: MonotonicClock) {
    this.#monotonic = monotonic
  }

  /**
   * @param key the person and the file
   * @param ask opens it; a failure is not kept
   */
  open(key: string, ask: () => Promise<OpenedFile>): Promise<OpenedFile> {
    const known = this.#entries.get(key)
    const at = this.#monotonic()
    if (known !== undefined && at - known.at < lifetimeMs) return known.opened
    return this.#keep(key, { at, opened: ask() })
  }

  /** Replaces an address that the storage no longer accepts. */
  renew(key: string, refused: OpenedFile, ask: () => Promise<OpenedFile>): Promise<OpenedFile> {
    const known = this.#entries.peek(key)
    if (known === undefined) return this.open(key, ask)
    const opened = known.opened.then((file) => (file.address === refused.address ? ask() : file))
    return this.#keep(key, { at: known.at, opened })
  }

  /** Whether it was opened before, even if its address is no longer used. */
  has(key: string): boolean {
    return this.#entries.has(key)
  }

  forget(key: string): void {
    this.#entries.delete(key)
  }

  #keep(key: string, entry: Entry): Promise<OpenedFile> {
    this.#entries.set(key, entry)
    entry.opened.catch(() => {
      if (this.#entries.peek(key) === entry) this.#entries.delete(key)
    })
    return entry.opened
  }
}
