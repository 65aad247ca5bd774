type Group = { busy: number; readonly waiting: (() => void)[] }

/** Lets a few of each group do something at the same time; the others wait in the order they came. */
export class GroupLimit {
  readonly #count: number
  readonly #groups = new Map<string, Group>()

  /** @param count of one group */
  constructor(count: number) {
    this.#count = count
  }

  async use<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const group = this.#groups.get(key) ?? { busy: 0, waiting: [] }
    this.#groups.set(key, group)
    if (group.busy < this.#count) group.busy += 1
    else await new Promise<void>((resolve) => group.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = group.waiting.shift()
      if (next === undefined) group.busy -= 1
      else next()
      if (group.busy === 0) this.#groups.delete(key)
    }
  }
}
