import pLimit from 'p-limit'
import type { Logger } from '#proxy/log.ts'
import type { Asker } from '#proxy/flows/access/flow-access.ts'
import { keyTextOf } from '#proxy/store/flow-key.ts'
import type { EventStream } from './event-stream.ts'
import { Groups } from './groups.ts'

/** A flow changed; `number` as `RecentChanges` counts. */
export type News = { corpId: string; taskId: string; number: number }

export type CorpPublisherParts = {
  /** The listeners to all flows of a corp. */
  listeners: (corpId: string) => Iterable<EventStream>
  /** Rejects when it cannot be known now. */
  maySee: (asker: Asker, taskId: string) => Promise<boolean>
  /** @param taskId null when it is not known whether the listener may see it */
  tell: (stream: EventStream, taskId: string | null) => void
  log: Pick<Logger, 'warn'>
}

/** People checked at the same time; others need the store too. */
const atOnce = 20

/**
 * Tells listeners of a whole corp about a changed flow that they may see. Flows one after the
 * other; changes while a flow waits are told once.
 */
export class CorpPublisher {
  readonly #parts: CorpPublisherParts
  readonly #waiting = new Map<string, News>()
  /** Numbers of changes that not all have been told, by corp, in order. */
  readonly #untold = new Groups<number>()
  #isTelling = false

  constructor(parts: CorpPublisherParts) {
    this.#parts = parts
  }

  add(news: News): void {
    const key = keyTextOf(news)
    if (this.#waiting.has(key)) return
    this.#waiting.set(key, news)
    this.#untold.add(news.corpId, news.number)
    if (!this.#isTelling) void this.#tellAll()
  }

  /** The first change of a corp that not all have been told; null for none. */
  firstUntold(corpId: string): number | null {
    const [first] = this.#untold.of(corpId)
    return first ?? null
  }

  async #tellAll(): Promise<void> {
    this.#isTelling = true
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const [key, news] = next
      this.#waiting.delete(key)
      await this.#tell(news)
      this.#untold.delete(news.corpId, news.number)
    }
    this.#isTelling = false
  }

  async #tell({ corpId, taskId }: News): Promise<void> {
    const people = groupByPerson(this.#parts.listeners(corpId))
    await pLimit(atOnce).map(people, (streams) => this.#tellPerson(streams, taskId))
  }

  async #tellPerson(streams: readonly EventStream[], taskId: string): Promise<void> {
    const { maySee, tell, log } = this.#parts
    const [first] = streams
    if (first === undefined) return
    const { asker } = first.listening
    try {
      if (!(await maySee(asker, taskId))) return
      for (const stream of streams) tell(stream, taskId)
    } catch (err) {
      log.warn({ corpId: asker.corpId, taskId, err }, 'not known who may hear of a change')
      for (const stream of streams) tell(stream, null)
    }
  }
}

/** @param streams of people of one corp */
export function groupByPerson(streams: Iterable<EventStream>): EventStream[][] {
  const people = new Map<string, EventStream[]>()
  for (const stream of streams) {
    const { sysLevel, userId } = stream.listening.asker
    const key = `${sysLevel} ${userId}`
    const known = people.get(key)
    if (known === undefined) people.set(key, [stream])
    else known.push(stream)
  }
  return [...people.values()]
}
