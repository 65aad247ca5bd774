import { atom, type ReadableAtom } from 'nanostores'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'

/** Names the events: flows that changed, or requests to see them. */
export type LiveTopic = 'changed' | 'requests'

/** Changes of flows, as the proxy tells them. */
export interface Live {
  /** Whether the proxy tells the page of changes right now, so that it need not ask so often. */
  isLive: ReadableAtom<boolean>
  /**
   * Calls `onChanged` when a flow is to be read again, or any of them: with `taskId` null one hears of all
   * flows that one may see. Also called when changes may have been missed, and when the connection is
   * refused, for a read then finds out why. Requests are to be read again with every connection. Returns
   * how to stop.
   * @param topic `changed` when left out
   */
  listen: (
    taskId: string | null,
    onChanged: (change: ChangedEvent) => void,
    topic?: LiveTopic,
  ) => () => void
}

/**
 * What connects is not needed for the first screen, and is loaded with the first listener. Where it cannot
 * be loaded, the page asks as often as before.
 */
export function createLive(): Live {
  const isLive = atom(false)
  let connection: Promise<Live['listen']> | null = null
  const connect = async () => (await import('./live-connection.ts')).createLiveConnection(isLive)
  const forget = () => {
    connection = null
  }
  const listen: Live['listen'] = (taskId, onChanged, topic) => {
    let stop: (() => void) | null = null
    let isOver = false
    connection ??= connect()
    connection.then((listenNow) => {
      if (!isOver) stop = listenNow(taskId, onChanged, topic)
    }, forget)
    return () => {
      isOver = true
      stop?.()
    }
  }
  return { isLive, listen }
}
