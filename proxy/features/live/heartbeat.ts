import { heartbeatMs } from '#shared/rules/codes/live-event.ts'

/** Turns per interval, so that thousands of members are spread over it. */
const turns = 15

/** Calls a function for each member once per interval, with one timer. */
export class Heartbeat<Member> {
  readonly #beat: (member: Member) => void
  readonly #turnMs: number
  readonly #turns = Array.from({ length: turns }, () => new Set<Member>())
  /** Index of the last turn. */
  #current = 0
  #timer: NodeJS.Timeout | undefined
  #size = 0

  constructor(beat: (member: Member) => void, intervalMs: number = heartbeatMs) {
    this.#beat = beat
    this.#turnMs = intervalMs / turns
  }

  /**
   * Adds a member, which is first called after a whole interval.
   * @returns removes it
   */
  add(member: Member): () => void {
    const turn = this.#turns[this.#current]
    turn?.add(member)
    this.#size += 1
    this.#timer ??= setInterval(() => this.#serve(), this.#turnMs).unref()
    return () => {
      if (turn?.delete(member) !== true) return
      this.#size -= 1
      if (this.#size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  #serve(): void {
    this.#current = (this.#current + 1) % turns
    for (const member of this.#turns[this.#current] ?? []) this.#beat(member)
  }
}
