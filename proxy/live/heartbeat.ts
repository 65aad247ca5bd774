import { heartbeatMs } from '#shared/rules/codes/live-event.ts'

/** EventLoopTurns in which all are served once, so that thousands are not served at the same moment. */
const turns = 15

/** Calls something for each member once in an interval, by one timer for all. */
export class Heartbeat<Member> {
  readonly #beat: (member: Member) => void
  readonly #turnMs: number
  readonly #turns = Array.from({ length: turns }, () => new Set<Member>())
  /** The turn that was served last. */
  #current = 0
  #timer: NodeJS.Timeout | undefined
  #size = 0

  constructor(beat: (member: Member) => void, intervalMs: number = heartbeatMs) {
    this.#beat = beat
    this.#turnMs = intervalMs / turns
  }

  /** The member's first turn comes when a whole interval has passed. @returns what ends it */
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
