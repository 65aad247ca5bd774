/** A flow's people seldom change, and who changes them through us is heard of. */
const keepMs = 5000

/** Flows beyond this many push out the ones asked for first. */
const mostFlows = 10_000

type Kept<Answer> = {
  answer: Promise<Answer>
  /** Once it has come. */
  known?: { value: Answer }
  until: number
}

type Flow<Answer> = {
  people: Map<string, Kept<Answer>>
  /** When the last of its answers is over. */
  until: number
}

/** What was found out of somebody and a flow moments ago, so that nobody asks again at each read. */
export class PersonAnswerCache<Answer> {
  /** The one that was given an answer last at the end. */
  readonly #flows = new Map<string, Flow<Answer>>()
  readonly #now: () => number

  /** @param now milliseconds on a clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now
  }

  /** An answer that is kept, or else is asked for now; failures are not kept. */
  get(flow: string, person: string, ask: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#flows.get(flow)?.people.get(person)
    if (kept !== undefined && this.#now() < kept.until) return kept.answer
    const answer = ask()
    const { people } = this.#renew(flow)
    const entry: Kept<Answer> = { answer, until: this.#now() + keepMs }
    people.set(person, entry)
    answer.then(
      (value) => {
        entry.known = { value }
      },
      () => {
        if (people.get(person) === entry) people.delete(person)
      },
    )
    return answer
  }

  /** An answer that has come and is kept; undefined when there is none. */
  peek(flow: string, person: string): Answer | undefined {
    const kept = this.#flows.get(flow)?.people.get(person)
    return kept !== undefined && this.#now() < kept.until ? kept.known?.value : undefined
  }

  forget(flow: string, person?: string): void {
    if (person === undefined) this.#flows.delete(flow)
    else this.#flows.get(flow)?.people.delete(person)
  }

  forgetAll(): void {
    this.#flows.clear()
  }

  /** A flow that is about to get another answer. Those whose answers are over make place. */
  #renew(key: string): Flow<Answer> {
    const now = this.#now()
    const flow = this.#flows.get(key) ?? { people: new Map<string, Kept<Answer>>(), until: 0 }
    flow.until = now + keepMs
    this.#flows.delete(key)
    for (const [oldest, { until }] of this.#flows) {
      if (this.#flows.size < mostFlows && now < until) break
      this.#flows.delete(oldest)
    }
    this.#flows.set(key, flow)
    return flow
  }
}
