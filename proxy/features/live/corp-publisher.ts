import type { Logger } from '#proxy/base/log.ts'
import type { Asker } from '#proxy/features/access/flow-access.ts'
import type { EventStream } from './event-stream.ts'
import { eachPerson, FlowsInTurn } from './flows-in-turn.ts'
import { Groups } from './groups.ts'

/** A flow changed; `number` as counted by `RecentChanges`. */
export type News = { corpId: string; taskId: string; number: number }

export type CorpPublisherDeps = {
  /** The listeners to all flows of a corp. */
  listeners: (corpId: string) => Iterable<EventStream>
  /** Rejects if that is unknown at the moment. */
  maySee: (asker: Asker, taskId: string) => Promise<boolean>
  /** @param taskId null if it is unknown whether the listener may see it */
  notify: (stream: EventStream, taskId: string | null) => void
  log: Pick<Logger, 'warn'>
}

/** Notifies listeners of a whole corp about changed flows that they may see. */
export class CorpPublisher {
  readonly #deps: CorpPublisherDeps
  readonly #waiting = new FlowsInTurn<News>(async (news) => {
    await this.#notify(news)
    this.#pending.delete(news.corpId, news.number)
  })
  /** Numbers of changes not yet sent to all listeners, by corp, in order. */
  readonly #pending = new Groups<number>()

  constructor(deps: CorpPublisherDeps) {
    this.#deps = deps
  }

  add(news: News): void {
    if (this.#waiting.add(news)) this.#pending.add(news.corpId, news.number)
  }

  /** The corp's first change not yet sent to all listeners; null if there is none. */
  firstPending(corpId: string): number | null {
    const [first] = this.#pending.of(corpId)
    return first ?? null
  }

  #notify({ corpId, taskId }: News): Promise<void> {
    const { listeners, maySee, notify, log } = this.#deps
    return eachPerson(listeners(corpId), async (asker, streams) => {
      try {
        if (!(await maySee(asker, taskId))) return
        for (const stream of streams) notify(stream, taskId)
      } catch (err) {
        log.warn({ corpId, taskId, err }, 'access to a changed flow not checked')
        for (const stream of streams) notify(stream, null)
      }
    })
  }
}
