/** A flow's people seldom change, and who changes them through us is heard of. */
const keepMs = 5000

/** Flows beyond this many push out the ones asked for first. */
const mostFlows = 10_000

type Kept<Answer> = { answer: Promise<Answer>; until: number }

/** What was found out of somebody and a flow moments ago, so that nobody asks again at each read. */
export class RecentAnswers<Answer> {
  readonly #flows = new Map<string, Map<string, Kept<Answer>>>()
  readonly #now: () => number

  /** @param now the time in epoch milliseconds */
  constructor(now: () => number) {
    this.#now = now
  }

  /** An answer that is kept, or else is asked for now; failures are not kept. */
  get(flow: string, person: string, ask: () => Promise<Answer>): Promise<Answer> {
    const kept = this.#flows.get(flow)?.get(person)
    if (kept !== undefined && this.#now() < kept.until) return kept.answer
    const answer = ask()
    const people = this.#peopleOf(flow)
    const entry = { answer, until: this.#now() + keepMs }
    people.set(person, entry)
    answer.catch(() => {
      if (people.get(person) === entry) people.delete(person)
    })
    return answer
  }

  forget(flow: string): void {
    this.#flows.delete(flow)
  }

  forgetAll(): void {
    this.#flows.clear()
  }

  #peopleOf(flow: string): Map<string, Kept<Answer>> {
    const known = this.#flows.get(flow)
    if (known !== undefined) return known
    const [oldest] = this.#flows.keys()
    if (oldest !== undefined && this.#flows.size >= mostFlows) this.#flows.delete(oldest)
    const people = new Map<string, Kept<Answer>>()
    this.#flows.set(flow, people)
    return people
  }
}
