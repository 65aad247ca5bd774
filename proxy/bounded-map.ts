export type BoundedMapLimits<Value> = {
  entries: number
  /** Of all values together, in whatever unit `weigh` counts; none when left out. */
  weight?: number
  weigh?: (value: Value) => number
}

type Entry<Value> = {
  value: Value
  weight: number
  /** How many had been put in when it was used last. */
  usedAt: number
}

/** A map that forgets what was unused for longest when it grows beyond its limits. */
export class BoundedMap<Value> {
  readonly #limits: BoundedMapLimits<Value>
  /** The one used last at the end. */
  readonly #entries = new Map<string, Entry<Value>>()
  #weight = 0
  #puts = 0

  constructor(limits: BoundedMapLimits<Value>) {
    this.#limits = limits
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    // To move one that is asked for thousands of times a second would cost more than to find it.
    if (entry.usedAt === this.#puts) return entry.value
    entry.usedAt = this.#puts
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** What would not fit into the map when it is empty is not kept at all. */
  set(key: string, value: Value): void {
    this.delete(key)
    const { entries, weight: most = Infinity, weigh } = this.#limits
    const weight = weigh?.(value) ?? 0
    if (weight > most) return
    this.#puts += 1
    this.#entries.set(key, { value, weight, usedAt: this.#puts })
    this.#weight += weight
    for (const [oldest] of this.#entries) {
      if (this.#entries.size <= entries && this.#weight <= most) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0
    this.#entries.delete(key)
  }

  keys(): string[] {
    return [...this.#entries.keys()]
  }

  clear(): void {
    this.#entries.clear()
    this.#weight = 0
  }
}
