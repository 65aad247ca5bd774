import pLimit from 'p-limit'
import type { Logger } from '#proxy/log.ts'
import type { Asker } from '#proxy/flows/access/flow-access.ts'
import type { EventStream } from './event-stream.ts'
import { Groups } from './groups.ts'

/** A flow changed; `number` as `RecentChanges` counts. */
export type News = { corpId: string; taskId: string; number: number }

export type CorpPublisherParts = {
  /** Who listens to all flows of a corp. */
  listeners: (corpId: string) => Iterable<EventStream>
  /** Rejects when it cannot be known now. */
  maySee: (asker: Asker, taskId: string) => Promise<boolean>
  /** @param taskId null when it is not known whether the listener may see it */
  tell: (stream: EventStream, taskId: string | null) => void
  log: Pick<Logger, 'warn'>
}

/** People who are asked about at the same time: others want something of the store, too. */
const atOnce = 20

/**
 * Tells those who listen to a whole corp of a flow that changed, if they may see it. One flow after
 * the other; what changes again while it waits is told once.
 */
export class CorpPublisher {
  readonly #parts: CorpPublisherParts
  readonly #waiting = new Map<string, News>()
  /** By corp, the numbers of what not all have been told, in their order. */
  readonly #untold = new Groups<number>()
  #isTelling = false

  constructor(parts: CorpPublisherParts) {
    this.#parts = parts
  }

  add(news: News): void {
    const key = JSON.stringify([news.corpId, news.taskId])
    if (this.#waiting.has(key)) return
    this.#waiting.set(key, news)
    this.#untold.add(news.corpId, news.number)
    if (!this.#isTelling) void this.#tellAll()
  }

  /** The number of a corp's first change that some have not been told of; null when there is none. */
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

function groupByPerson(streams: Iterable<EventStream>): EventStream[][] {
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
