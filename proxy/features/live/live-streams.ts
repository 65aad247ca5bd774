import type { ServerResponse } from 'node:http'
import type { ChangedEvent } from '#shared/rules/codes/live-event.ts'
import type { Asker } from '#proxy/features/access/flow-access.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { AccessRequested, StoreEvent } from '#proxy/base/store/events.ts'
import { CorpPublisher } from './corp-publisher.ts'
import { EventStream, type Listening } from './event-stream.ts'
import { eventText, greetingText } from './event-text.ts'
import { Groups } from './groups.ts'
import { Heartbeat } from './heartbeat.ts'
import { RecentChanges } from './recent-changes.ts'
import { RightsCheck } from './rights-check.ts'
import type { Clock, MonotonicClock } from '#shared/rules/time.ts'

export type LiveStreams = {
  /**
   * Sends events on a response until the client leaves, the right to listen ends, or the proxy
   * stops.
   * @param lastId id of the client's last event; undefined on the first connection
   */
  open(response: ServerResponse, listening: Listening, lastId: string | undefined): void
  /** Whether the asker may open another one. */
  hasRoomFor(asker: Asker): boolean
  /** Forwards an event to the listeners. */
  hear(event: StoreEvent): void
  /** The corps with listeners on the task id, whether or not it exists. */
  corpsWatching(taskId: string): string[]
  /** Open streams. */
  readonly size: number
  /** Ends all streams, and immediately ends new ones. */
  close(): void
}

export type LiveStreamsDeps = {
  /** Whether the asker may be notified of a flow; rejects if that is unknown. */
  maySee: (asker: Asker, taskId: string) => Promise<boolean>
  roles: Pick<Roles, 'isAdmin' | 'mayManage'>
  log: Pick<Logger, 'warn'>
  now: Clock
  monotonic: MonotonicClock
  /** Largest clock difference between instances, in milliseconds; 0 for a single instance. */
  skewMs?: number
  heartbeatMs?: number
}

/** More pages than one person has open on all devices. */
export const maxPerPerson = 30

export function createLiveStreams(deps: LiveStreamsDeps): LiveStreams {
  const { maySee, roles, log, now, monotonic, skewMs = 0 } = deps
  const all = new Set<EventStream>()
  const byTask = new Groups<EventStream>()
  const byCorp = new Groups<EventStream>()
  const byPerson = new Groups<EventStream>()
  const changes = new RecentChanges(now, monotonic)
  const heartbeat = new Heartbeat<EventStream>(
    (stream) => send(stream, eventText(idFor(stream.listening), 'heartbeat', {})),
    deps.heartbeatMs,
  )
  const corpPublisher = new CorpPublisher({
    listeners: (corpId) => byCorp.of(corpId),
    maySee,
    notify: notifyChanged,
    log,
  })
  const rightsCheck = new RightsCheck({ listeners: watching, maySee, log })
  let isClosed = false

  function watching({ corpId, taskId }: { corpId: string; taskId: string }): EventStream[] {
    return [...byTask.of(taskId)].filter(({ listening }) => listening.asker.corpId === corpId)
  }

  /** An id must not skip changes that have not been sent yet. */
  function idFor({ taskId, asker: { corpId } }: Listening): string {
    const firstPending = taskId === null ? corpPublisher.firstPending(corpId) : null
    return changes.id(corpId, firstPending === null ? undefined : firstPending - 1)
  }

  /** @param readAt when the change was read; undefined if it was not read */
  function notifyChanged(stream: EventStream, taskId: string | null, readAt?: number): void {
    const event: ChangedEvent = { taskId }
    // Lists show stored data, which are newer than the reading.
    const isOfFlow = stream.listening.taskId !== null
    if (isOfFlow && readAt !== undefined) event.readAt = readAt + skewMs
    send(stream, eventText(idFor(stream.listening), 'changed', event))
  }

  /** Admins decide only on the flow's own page. */
  function notifyDeciders({ corpId, taskId, initiator }: AccessRequested): void {
    const notify = (stream: EventStream) =>
      send(stream, eventText(idFor(stream.listening), 'requests', { taskId }))
    for (const stream of byTask.of(taskId)) {
      const { asker } = stream.listening
      if (asker.corpId === corpId && roles.mayManage(asker, initiator)) notify(stream)
    }
    for (const stream of byCorp.of(corpId)) {
      const { asker } = stream.listening
      if (initiator === null ? roles.isAdmin(asker) : asker.userId === initiator) notify(stream)
    }
  }

  function send(stream: EventStream, text: string): void {
    const { until, isOver } = stream.listening
    if (now() < until && !isOver()) stream.send(text)
    else stream.end()
  }

  return {
    open(response, listening, lastId) {
      // If the connection is already closed, no event would remove the stream.
      if (response.destroyed) return
      const { taskId, asker } = listening
      const [group, key] = taskId === null ? [byCorp, asker.corpId] : [byTask, taskId]
      const stream = new EventStream(response, listening, () => {
        all.delete(stream)
        group.delete(key, stream)
        byPerson.delete(personKey(asker), stream)
        leave()
      })
      const leave = heartbeat.add(stream)
      all.add(stream)
      group.add(key, stream)
      byPerson.add(personKey(asker), stream)
      send(stream, greetingText(idFor(listening)))
      const missed = changes.missedBy(asker.corpId, taskId, lastId)
      if (missed !== null) notifyChanged(stream, missed.isOfCorp ? null : taskId, missed.readAt)
      if (isClosed) stream.end()
    },

    hasRoomFor: (asker) => byPerson.of(personKey(asker)).size < maxPerPerson,

    hear(event) {
      if (event.type === 'gap') {
        changes.noteGap()
        for (const stream of all) {
          const { asker, taskId } = stream.listening
          // The flow of a page, or its corp, may have changed.
          notifyChanged(stream, null)
          send(stream, eventText(idFor(stream.listening), 'requests', { taskId }))
          if (taskId !== null) rightsCheck.add({ corpId: asker.corpId, taskId })
        }
        return
      }
      if (event.type === 'corp-status' && event.state !== 'active') {
        for (const stream of all)
          if (stream.listening.asker.corpId === event.corpId && stream.listening.isOver())
            stream.end()
      }
      if (event.type === 'person-left') {
        for (const stream of byPerson.of(personKey(event)))
          if (stream.listening.isOver()) stream.end()
      }
      if (event.type === 'corp-changed') {
        changes.noteCorp(event.corpId)
        for (const stream of all)
          if (stream.listening.asker.corpId === event.corpId) notifyChanged(stream, null)
      }
      if (event.type === 'access-requested') notifyDeciders(event)
      if (event.type !== 'flow-changed') return
      const { corpId, taskId, readAt } = event
      const number = changes.note(event)
      for (const stream of watching(event)) notifyChanged(stream, taskId, readAt)
      // Rights are checked after the watchers were notified, as checking takes time. An event with a
      // reading follows the notice that caused it, for which rights were checked.
      if (readAt === undefined) rightsCheck.add(event)
      if (byCorp.of(corpId).size > 0) corpPublisher.add({ corpId, taskId, number })
    },

    corpsWatching(taskId) {
      return [...new Set(Array.from(byTask.of(taskId), ({ listening }) => listening.asker.corpId))]
    },

    get size() {
      return all.size
    },

    close() {
      isClosed = true
      for (const stream of all) stream.end()
    },
  }
}

function personKey({ corpId, userId }: Pick<Asker, 'corpId' | 'userId'>): string {
  return JSON.stringify([corpId, userId])
}
