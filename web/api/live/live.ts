import { atom, type ReadableAtom } from 'nanostores'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'

/** `changed`: flows; `requests`: access requests. */
export type LiveTopic = 'changed' | 'requests'

/** Live updates of flows. */
export interface Live {
  /** Whether the connection is up, so that the page can poll less often. */
  isLive: ReadableAtom<boolean>
  /**
   * Calls `onChanged` when a flow should be read again; with `taskId` null, when any flow that the
   * person may see should be. Also called after a gap, and when the connection is refused, because
   * a read then finds out why. Access requests have to be reread with every new connection. Returns
   * a function that stops listening.
   * @param topic `changed` by default
   */
  listen: (
    taskId: string | null,
    onChanged: (change: ChangedEvent) => void,
    topic?: LiveTopic,
  ) => () => void
}

/**
 * Loads the connection's code with the first listener. If loading fails, the page polls.
 * @param isSignedOut while true, there is no connection
 */
export function createLive(isSignedOut: ReadableAtom<boolean>): Live {
  const isLive = atom(false)
  let connection: Promise<Live['listen']> | null = null
  const connect = async () =>
    (await import('./live-connection.ts')).createLiveConnection(isLive, isSignedOut)
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
