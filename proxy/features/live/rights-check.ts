import type { Asker } from '#proxy/features/access/flow-access.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { EventStream } from './event-stream.ts'
import { eachPerson, FlowsInTurn } from './flows-in-turn.ts'

type ChangedFlow = { corpId: string; taskId: string }

export type RightsCheckDeps = {
  listeners: (flow: ChangedFlow) => Iterable<EventStream>
  /** Rejects if that is unknown at the moment. */
  maySee: (asker: Asker, taskId: string) => Promise<boolean>
  log: Pick<Logger, 'warn'>
}

/** Ends the streams of people who may no longer see a changed flow. */
export class RightsCheck {
  readonly #deps: RightsCheckDeps
  readonly #waiting = new FlowsInTurn<ChangedFlow>((flow) => this.#check(flow))

  constructor(deps: RightsCheckDeps) {
    this.#deps = deps
  }

  add({ corpId, taskId }: ChangedFlow): void {
    this.#waiting.add({ corpId, taskId })
  }

  #check({ corpId, taskId }: ChangedFlow): Promise<void> {
    const { listeners, maySee, log } = this.#deps
    return eachPerson(listeners({ corpId, taskId }), async (asker, streams) => {
      try {
        if (await maySee(asker, taskId)) return
        for (const stream of streams) stream.end()
      } catch (err) {
        log.warn({ corpId, taskId, err }, 'access of open pages to a flow not checked')
      }
    })
  }
}
