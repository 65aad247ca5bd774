import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { MonotonicClock } from '#shared/rules/time.ts'

/** Milliseconds. The people of a flow seldom change, and changes made here drop the answers. */
const keepMs = 5000

/** Capacity in flows; the least recently used are dropped first. */
const maxFlows = 10_000

type Kept<Answer> = {
  answer: Promise<Answer>
  /** Set once the answer has resolved. */
  known?: { value: Answer }
  until: number
}

/** Caches answers about one person and one flow for a few seconds. */
export class PersonAnswerCache<Answer> {
  /** By flow, then by person. */
  readonly #flows = boundedCache<string, Map<string, Kept<Answer>>>(maxFlows)
  readonly #now: MonotonicClock
  readonly #isKept: (answer: Answer) => boolean

  /** @param isKept whether a resolved answer may be returned again */
  constructor(now: MonotonicClock, isKept: (answer: Answer) => boolean) {
    this.#now = now
    this.#isKept = isKept
  }

  /** Returns a cached or pending answer, or asks now; failures are not cached. */
  get(flow: string, person: string, ask: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#find(flow, person)
    if (kept !== undefined) return kept.answer
    const answer = ask()
    const people = this.#flows.get(flow) ?? new Map<string, Kept<Answer>>()
    this.#flows.set(flow, people)
    const entry: Kept<Answer> = { answer, until: this.#now() + keepMs }
    people.set(person, entry)
    const drop = () => {
      if (people.get(person) === entry) people.delete(person)
      if (people.size === 0 && this.#flows.get(flow) === people) this.#flows.delete(flow)
    }
    answer.then((value) => {
      if (this.#isKept(value)) entry.known = { value }
      else drop()
    }, drop)
    return answer
  }

  #find(flow: string, person: string): Kept<Answer> | undefined {
    const found = this.#flows.get(flow)?.get(person)
    if (found === undefined || this.#now() >= found.until) return undefined
    return found.known === undefined || this.#isKept(found.known.value) ? found : undefined
  }

  forget(flow: string, person?: string): void {
    if (person === undefined) this.#flows.delete(flow)
    else this.#flows.get(flow)?.delete(person)
  }

  forgetAll(): void {
    this.#flows.clear()
  }
}
