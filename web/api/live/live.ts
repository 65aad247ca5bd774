import { atom, type ReadableAtom } from 'nanostores'
import type { ChangedEvent } from '#shared/live-event.ts'
import type { LiveConnection } from './live-connection.ts'

/** Changes of flows, as the proxy tells them. */
export interface Live {
  /** Whether the proxy tells the page of changes right now, so that it need not ask so often. */
  isLive: ReadableAtom<boolean>
  /** See `LiveConnection`. */
  listen: LiveConnection['listen']
}

/**
 * What connects is not needed for the first screen, and is loaded with the first listener. Where it cannot
 * be loaded, the page asks as often as before.
 */
export function createLive(): Live {
  const isLive = atom(false)
  let loading: Promise<LiveConnection> | null = null
  const load = async () => {
    const { createLiveConnection } = await import('./live-connection.ts')
    return createLiveConnection(isLive)
  }
  const listen = (taskId: string | null, onChanged: (change: ChangedEvent) => void) => {
    let stop: (() => void) | null = null
    let isOver = false
    loading ??= load()
    loading.then(
      (connection) => {
        if (!isOver) stop = connection.listen(taskId, onChanged)
      },
      () => {
        loading = null
      },
    )
    return () => {
      isOver = true
      stop?.()
    }
  }
  return { isLive, listen }
}
