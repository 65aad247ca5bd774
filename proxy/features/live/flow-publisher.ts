import type { Logger } from '#proxy/base/log.ts'
import type { Events, Listener, Published } from '#proxy/base/store/events.ts'
import { keyTextOf } from '#proxy/base/store/flow-key.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** Notifies all instances of changed flows, in the background. */
export type FlowPublisher = {
  /** Announces that a flow may have changed: at once, then at most once a second. */
  announce(corpId: string, taskId: string): void
  /**
   * Announces that a reading changed what the registry has of a flow.
   * @param readAt when the reading was requested
   */
  announceRead(corpId: string, taskId: string, readAt: EpochMs): void
  /** Announces that all readings of a corp are out of date. */
  announceCorp(corpId: string): void
  close(): void
}

export type FlowPublisherDeps = {
  events: Pick<Events, 'publish'>
  /** Notifies only this instance, for when the others cannot be reached. */
  hear: Listener
  log: Pick<Logger, 'warn'>
}

/** Shortest interval between two announcements of a flow (milliseconds). */
const quietMs = 1000

type Quiet = { timer: NodeJS.Timeout; isDue: boolean }

export function createFlowPublisher({ events, hear, log }: FlowPublisherDeps): FlowPublisher {
  /** Flows announced less than `quietMs` ago. */
  const quiet = new Map<string, Quiet>()

  function publish(event: Published): void {
    events.publish(event).catch((err: unknown) => {
      log.warn({ event, err }, 'change not published to other instances')
      hear(event)
    })
  }

  function announce(corpId: string, taskId: string): void {
    const key = keyTextOf({ corpId, taskId })
    const recent = quiet.get(key)
    if (recent !== undefined) {
      recent.isDue = true
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
