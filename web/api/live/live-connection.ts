import type { ReadableAtom, WritableAtom } from 'nanostores'
import { heartbeatMs, type ChangedEvent } from '#shared/rules/codes/live-event.ts'
import { flowApiPath } from '#web/api/queries/flow.ts'
import { listenToVisible } from '#web/dingtalk/navigation.ts'

/**
 * `EventSource` cannot send headers, so the proxy does not learn the page's organisation and uses
 * the session's. That is safe: events carry only task ids that the session may see, and the reads
 * that follow name the page's organisation.
 */

/** `changed`: flows; `requests`: access requests. */
type LiveTopic = 'changed' | 'requests'

/**
 * Calls `onChanged` when a flow should be read again; with `taskId` null, when any flow that the
 * person may see should be. Also called after a gap, and when the connection is refused, because a
 * read then finds out why. Access requests have to be reread with every new connection. Returns a
 * function that stops listening.
 * @param topic `changed` by default
 */
export type Listen = (
  taskId: string | null,
  onChanged: (change: ChangedEvent) => void,
  topic?: LiveTopic,
) => () => void

type Listener = {
  /** Null for all flows. */
  taskId: string | null
  onChanged: (change: ChangedEvent) => void
  topic: LiveTopic
}

const liveTopics: readonly LiveTopic[] = ['changed', 'requests']

const anyChange: ChangedEvent = { taskId: null }

/** The proxy sends heartbeats; a connection that is silent for longer is lost. */
const maxSilenceMs = 2.5 * heartbeatMs

/** A hidden page closes its connection after this many milliseconds. */
const hiddenTimeout = 60_000

/** Milliseconds before reconnecting; doubled with every failure. */
const backOff = { first: 1000, longest: 60_000 }

/**
 * One connection for the whole page, open while anybody listens.
 * @param isLive set to whether the connection is up
 * @param isSignedOut while true, there is no connection
 */
export function createLiveConnection(
  isLive: WritableAtom<boolean>,
  isSignedOut: ReadableAtom<boolean>,
): Listen {
  const listeners = new Set<Listener>()
  let source: EventSource | null = null
  /** The URL of `source`. */
  let connectedTo: string | null = null
  let failures = 0
  /** Whether events may have been missed. */
  let hasMissed = false
  let isAway = false
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let silenceTimer: ReturnType<typeof setTimeout> | undefined
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined
  let stopWatching: (() => void) | null = null

  function listen(
    taskId: string | null,
    onChanged: (change: ChangedEvent) => void,
    topic: LiveTopic = 'changed',
  ): () => void {
    const listener = { taskId, onChanged, topic }
    listeners.add(listener)
    settleSoon()
    return () => {
      listeners.delete(listener)
      settleSoon()
    }
  }

  /**
   * In a later microtask, because on navigation one page stops listening before the next one
   * starts.
   */
  function settleSoon(): void {
    void Promise.resolve().then(settle)
  }

  function wantedAddress(): string | null {
    if (listeners.size === 0 || isAway || isSignedOut.get()) return null
    const taskIds = new Set(Array.from(listeners, ({ taskId }) => taskId))
    const [taskId = null] = taskIds
    if (taskIds.size > 1 || taskId === null) return '/api/events'
    return `${flowApiPath(taskId)}/events`
  }

  function settle(): void {
    if (listeners.size === 0) {
      stopWatching?.()
      stopWatching = null
      isAway = false
    } else {
      stopWatching ??= watch()
    }
    const address = wantedAddress()
    if (address === connectedTo) return
    disconnect()
    failures = 0
    if (address !== null) connect(address)
  }

  function connect(address: string): void {
    const opening = new EventSource(address)
    source = opening
    connectedTo = address
    opening.addEventListener('open', () => {
      failures = 0
      isLive.set(true)
      watchHeartbeat()
      if (hasMissed) notify('changed', anyChange)
      hasMissed = false
      // The proxy reports missed changes to a new connection, but not missed access requests.
      notify('requests', anyChange)
    })
    opening.addEventListener('heartbeat', watchHeartbeat)
    for (const topic of liveTopics)
      opening.addEventListener(topic, (event: MessageEvent) => {
        watchHeartbeat()
        notify(topic, changeIn(event))
      })
    opening.addEventListener('error', () => {
      isLive.set(false)
      watchHeartbeat()
      // Otherwise the browser reconnects on its own, with `Last-Event-ID`.
      if (opening.readyState === EventSource.CLOSED) connectLater(address, true)
    })
    watchHeartbeat()
  }

  /**
   * Reconnects after a refusal or a silence.
   * @param isWorthReading whether to reread flows first: a read renews an expired session
   */
  function connectLater(address: string, isWorthReading: boolean): void {
    disconnect()
    connectedTo = address
    hasMissed = true
    if (isWorthReading && failures === 0) notify('changed', anyChange)
    const wait = Math.min(backOff.first * 2 ** failures, backOff.longest)
    failures += 1
    retryTimer = setTimeout(() => connect(address), wait * (0.75 + Math.random() / 2))
  }

  function disconnect(): void {
    clearTimeout(retryTimer)
    clearTimeout(silenceTimer)
    source?.close()
    source = null
    connectedTo = null
    isLive.set(false)
  }

  function watchHeartbeat(): void {
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(() => {
      if (connectedTo !== null) connectLater(connectedTo, isLive.get())
    }, maxSilenceMs)
  }

  function notify(topic: LiveTopic, change: ChangedEvent): void {
    const { taskId } = change
    const isFor = (listener: Listener) =>
      taskId === null || listener.taskId === null || listener.taskId === taskId
    for (const listener of listeners)
      if (listener.topic === topic && isFor(listener)) listener.onChanged(change)
  }

  /**
   * Closes the connection while the page is hidden or nobody is signed in. The page rereads when it
   * is visible again.
   */
  function watch(): () => void {
    const look = () => {
      clearTimeout(hiddenTimer)
      if (document.visibilityState === 'hidden') {
        hiddenTimer = setTimeout(() => {
          isAway = true
          settle()
        }, hiddenTimeout)
        return
      }
      isAway = false
      settle()
    }
    const retryNow = () => {
      if (source !== null || connectedTo === null) return
      const address = connectedTo
      clearTimeout(retryTimer)
      connect(address)
    }
    const stop = listenToVisible(look)
    window.addEventListener('online', retryNow)
    const stopSignedOut = isSignedOut.listen(settle)
    return () => {
      stop()
      stopSignedOut()
      clearTimeout(hiddenTimer)
      window.removeEventListener('online', retryNow)
    }
  }

  return listen
}

function changeIn(event: MessageEvent): ChangedEvent {
  try {
    const data: unknown = JSON.parse(String(event.data))
    if (typeof data !== 'object' || data === null) return anyChange
    return {
      taskId: 'taskId' in data && typeof data.taskId === 'string' ? data.taskId : null,
      readAt: 'readAt' in data && typeof data.readAt === 'number' ? data.readAt : undefined,
    }
  } catch {
    return anyChange
  }
}
