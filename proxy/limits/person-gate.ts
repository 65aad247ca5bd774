import { presentRequester } from './requester.ts'

type Gate = { running: number; waiting: (() => void)[] }

/** Lets a few pieces of work of each requester run at a time; the others wait for their turn. */
export class PersonGate {
  readonly #atOnce: number
  readonly #gates = new Map<string, Gate>()

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const key = JSON.stringify([...presentRequester().keys()])
    const gate = this.#gates.get(key) ?? { running: 0, waiting: [] }
    this.#gates.set(key, gate)
    if (gate.running < this.#atOnce) gate.running += 1
    else await new Promise<void>((resolve) => gate.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = gate.waiting.shift()
      if (next !== undefined) next()
      else gate.running -= 1
      if (gate.running === 0) this.#gates.delete(key)
    }
  }
}
