import pLimit from 'p-limit'
import type { Asker } from '#proxy/features/access/flow-access.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { EventStream } from './event-stream.ts'

/** How many people are checked concurrently; few, so that others can use the store too. */
const maxConcurrent = 20

/**
 * A queue of changed flows, processed one by one; a flow that is already queued is not added again.
 */
export class FlowsInTurn<Flow extends { corpId: string; taskId: string }> {
  readonly #waiting = new Map<string, Flow>()
  readonly #work: (flow: Flow) => Promise<void>
  #isWorking = false

  /** @param work must not reject */
  constructor(work: (flow: Flow) => Promise<void>) {
    this.#work = work
  }

  /** @returns false if the flow is already queued */
  add(flow: Flow): boolean {
    const key = keyTextOf(flow)
    if (this.#waiting.has(key)) return false
    this.#waiting.set(key, flow)
    if (!this.#isWorking) void this.#workOnAll()
    return true
  }

  async #workOnAll(): Promise<void> {
    this.#isWorking = true
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const [key, flow] = next
      this.#waiting.delete(key)
      await this.#work(flow)
    }
    this.#isWorking = false
  }
}

/**
 * Works on each person's streams, several people at a time.
 * @param streams of people of one corp
 */
export async function eachPerson(
  streams: Iterable<EventStream>,
  work: (asker: Asker, streams: readonly EventStream[]) => Promise<void>,
): Promise<void> {
  const people = new Map<string, { asker: Asker; own: EventStream[] }>()
  for (const stream of streams) {
    const { asker } = stream.listening
    const key = `${asker.sysLevel} ${asker.userId}`
    const known = people.get(key)
    if (known === undefined) people.set(key, { asker, own: [stream] })
    else known.own.push(stream)
  }
  await pLimit(maxConcurrent).map(people.values(), ({ asker, own }) => work(asker, own))
}
