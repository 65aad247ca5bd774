import pLimit from 'p-limit'
import type { Asker } from '#proxy/flows/access/flow-access.ts'
import type { Logger } from '#proxy/log.ts'
import { keyTextOf } from '#proxy/store/flow-key.ts'
import { groupByPerson } from './corp-publisher.ts'
import type { EventStream } from './event-stream.ts'

type ChangedFlow = { corpId: string; taskId: string }

export type RightsCheckParts = {
  listeners: (flow: ChangedFlow) => Iterable<EventStream>
  /** Rejects when it cannot be known now. */
  maySee: (asker: Asker, taskId: string) => Promise<boolean>
  log: Pick<Logger, 'warn'>
}

/** People checked at the same time; others need the store too. */
const atOnce = 20

/**
 * Ends the streams of people who may not see a flow any more. Flows one after the other; changes while
 * a flow waits are checked once.
 */
export class RightsCheck {
  readonly #parts: RightsCheckParts
  readonly #waiting = new Map<string, ChangedFlow>()
  #isChecking = false

  constructor(parts: RightsCheckParts) {
    this.#parts = parts
  }

  add({ corpId, taskId }: ChangedFlow): void {
    this.#waiting.set(keyTextOf({ corpId, taskId }), { corpId, taskId })
    if (!this.#isChecking) void this.#checkAll()
  }

  async #checkAll(): Promise<void> {
    this.#isChecking = true
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const [key, flow] = next
      this.#waiting.delete(key)
      const people = groupByPerson(this.#parts.listeners(flow))
      await pLimit(atOnce).map(people, (streams) => this.#check(streams, flow))
    }
    this.#isChecking = false
  }

  async #check(streams: readonly EventStream[], { corpId, taskId }: ChangedFlow): Promise<void> {
    const { maySee, log } = this.#parts
    const [first] = streams
    if (first === undefined) return
    try {
      if (await maySee(first.listening.asker, taskId)) return
      for (const stream of streams) stream.end()
    } catch (err) {
      log.warn({ corpId, taskId, err }, 'not known who may still hear of a flow')
    }
  }
}
