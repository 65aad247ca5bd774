import { atom, type ReadableAtom } from 'nanostores'
import type { Listen } from './live-connection.ts'

/** Live updates of flows. */
export type Live = {
  /** Whether the connection is up, so that the page can poll less often. */
  isLive: ReadableAtom<boolean>
  listen: Listen
}

/**
 * Loads the connection's code with the first listener. If loading fails, the page polls.
 * @param isSignedOut while true, there is no connection
 */
export function createLive(isSignedOut: ReadableAtom<boolean>): Live {
  const isLive = atom(false)
  let connection: Promise<Listen> | null = null
  const connect = async () =>
    (await import('./live-connection.ts')).createLiveConnection(isLive, isSignedOut)
  const forget = () => {
    connection = null
  }
  const listen: Listen = (taskId, onChanged, topic) => {
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
