const none: ReadonlySet<never> = new Set<never>()

/** Sets by key; empty ones take no memory. */
export class Groups<Member> {
  readonly #groups = new Map<string, Set<Member>>()

  of(key: string): ReadonlySet<Member> {
    return this.#groups.get(key) ?? none
  }

  add(key: string, member: Member): void {
    const group = this.#groups.get(key)
    if (group === undefined) this.#groups.set(key, new Set([member]))
    else group.add(member)
  }

  delete(key: string, member: Member): void {
    const group = this.#groups.get(key)
    group?.delete(member)
    if (group?.size === 0) this.#groups.delete(key)
  }
}
