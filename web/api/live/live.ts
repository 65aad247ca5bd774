import { atom, type ReadableAtom } from 'nanostores'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'

/** `changed`: flows; `requests`: requests to see flows. */
export type LiveTopic = 'changed' | 'requests'

/** Tells of changes of flows. */
export interface Live {
  /** Whether the connection is up, so that the page need not poll often. */
  isLive: ReadableAtom<boolean>
  /**
   * Calls `onChanged` when a flow should be read again; with `taskId` null, when any flow should
   * that the person may see. Also called after a gap, and when the connection is refused, as a read
   * then finds out why. Requests are to be read with every new connection. Returns a function that
   * stops it.
   * @param topic `changed` when left out
   */
  listen: (
    taskId: string | null,
    onChanged: (change: ChangedEvent) => void,
    topic?: LiveTopic,
  ) => () => void
}

/**
 * The connection's code is loaded with the first listener. If it cannot be loaded, the page polls.
 * @param isSignedOut while set, there is no connection
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
