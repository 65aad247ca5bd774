import type { Logger } from '#proxy/log.ts'
import type { Events, Listener, Published } from '#proxy/store/events.ts'
import { keyTextOf } from '#proxy/store/flow-key.ts'

/** Tells all instances of flows that change, in the background. */
export type FlowPublisher = {
  /**
   * Something may have happened to a flow. Told at once, and then once a second at most, however often
   * it is said.
   */
  announce(corpId: string, taskId: string): void
  /**
   * Upstream was read, and what we remember of a flow has changed by it.
   * @param readAt when it was asked for, epoch milliseconds
   */
  announceRead(corpId: string, taskId: string, readAt: number): void
  /** What was read of a corp is out of date. */
  announceCorp(corpId: string): void
  close(): void
}

export type FlowPublisherParts = {
  events: Pick<Events, 'publish'>
  /** Tells this instance alone, for when the others cannot be reached. */
  hear: Listener
  log: Pick<Logger, 'warn'>
}

/** A flow that was told of is told of again after so many milliseconds at the earliest. */
const quietMs = 1000

type Quiet = { timer: NodeJS.Timeout; isDue: boolean }

export function createFlowPublisher({ events, hear, log }: FlowPublisherParts): FlowPublisher {
  /** Flows announced within the last second. */
  const quiet = new Map<string, Quiet>()

  function publish(event: Published): void {
    events.publish(event).catch((err: unknown) => {
      log.warn({ event, err }, 'other instances do not hear of a change')
      hear(event)
    })
  }

  function announce(corpId: string, taskId: string): void {
    const key = keyTextOf({ corpId, taskId })
    const told = quiet.get(key)
    if (told !== undefined) {
      told.isDue = true
      return
    }
    publish({ type: 'flow-changed', corpId, taskId })
    const timer = setTimeout(() => {
      const isDue = quiet.get(key)?.isDue === true
      quiet.delete(key)
      if (isDue) announce(corpId, taskId)
    }, quietMs).unref()
    quiet.set(key, { timer, isDue: false })
  }

  return {
    announce,
    announceRead(corpId, taskId, readAt) {
      publish({ type: 'flow-changed', corpId, taskId, readAt })
    },
    announceCorp: (corpId) => publish({ type: 'corp-changed', corpId }),
    close() {
      for (const { timer } of quiet.values()) clearTimeout(timer)
      quiet.clear()
    },
  }
}
