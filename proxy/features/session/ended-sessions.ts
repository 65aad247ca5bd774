import { setTimeout as sleep } from 'node:timers/promises'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { Events } from '#proxy/base/store/events.ts'
import type { EndedSession, SessionEndStore } from './session-end-store.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Clock } from '#shared/rules/time.ts'

/** Sessions ended by signing out, whose tokens would stay valid for hours. */
export type EndedSessions = {
  /**
   * Ends a session on this instance at once and notifies all others. Never rejects: if it cannot be
   * stored now, that is retried.
   */
  end(session: Pick<SessionClaims, 'sessionId' | 'expiresAt'>): Promise<void>
  has(sessionId: string): boolean
  /** Resolves once earlier ends are loaded, or loading failed. */
  known(): Promise<void>
  close(): void
}

export type EndedSessionDeps = {
  book: SessionEndStore
  events: Pick<Events, 'publish' | 'subscribe'>
  log: Pick<Logger, 'warn'>
  now: Clock
}

/** A store that is starting is slow (milliseconds). */
const startMs = 10_000

const againMs = 5000

/** How often expired entries are dropped, in milliseconds. */
const forgetMs = 10 * 60_000

export function createEndedSessions(deps: EndedSessionDeps): EndedSessions {
  const { book, events, log, now } = deps
  /** Expiry of the token by session id. */
  const ended = new Map<string, number>()
  /** Those that had expired when the others were loaded last. */
  let past = new Set<string>()
  const closing = new AbortController()

  async function load(): Promise<void> {
    const at = now()
    const isPast = ([, until]: [string, number]) => until <= at
    // Not by one reading of the clock, which may be set back before the next.
    for (const [sessionId] of [...ended].filter(isPast))
      if (past.has(sessionId)) ended.delete(sessionId)
    past = new Set([...ended].filter(isPast).map(([sessionId]) => sessionId))
    for (const { sessionId, until } of await book.current(at)) ended.set(sessionId, until)
  }

  function later(work: () => Promise<void>): void {
    void sleep(againMs, undefined, { signal: closing.signal, ref: false }).then(work, () => {})
  }

  async function loadAtLast(): Promise<void> {
    await fromStore(load(), startMs).catch((err: unknown) => {
      if (closing.signal.aborted) return
      log.warn({ err }, 'ended sessions not read from the database')
      later(loadAtLast)
    })
  }

  async function write(session: EndedSession): Promise<void> {
    try {
      await fromStore(book.note(session))
      await fromStore(events.publish({ type: 'session-ended', ...session }))
    } catch (err) {
      log.warn({ err }, 'end of a session not published to other instances')
      if (!closing.signal.aborted && now() < session.until) later(() => write(session))
    }
  }

  const stopHearing = events.subscribe((event) => {
    if (event.type === 'session-ended') ended.set(event.sessionId, event.until)
    else if (event.type === 'gap') void loadAtLast()
  })
  const loading = loadAtLast()
  const forgetting = setInterval(() => void loadAtLast(), forgetMs).unref()

  return {
    async end({ sessionId, expiresAt: until }) {
      ended.set(sessionId, until)
      await write({ sessionId, until })
    },
    has: (sessionId) => ended.has(sessionId),
    known: () => loading,
    close() {
      closing.abort()
      clearInterval(forgetting)
      stopHearing()
    },
  }
}
