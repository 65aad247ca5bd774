import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { Logger } from '#proxy/base/log.ts'
import { withTimeout } from '#proxy/base/limits/with-timeout.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { isAdminLevel } from '#proxy/features/corp/admin-names.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Clock, EpochMs, MonotonicClock } from '#shared/rules/time.ts'

/**
 * People's current roles in DingTalk, as a session has the role at sign-in. Reread before they are
 * five minutes old, with one call for concurrent requests.
 */
export type PresentRoles = {
  /**
   * The session with the current level; null if the person has left the corp.
   * @param waits whether to wait for a reading if the last one is too old; always true for
   * administrators and after `reread`
   */
  current(session: SessionClaims, waits: boolean): Promise<SessionClaims | null>
  /** Whether the session's role differs from the current one. Starts a reading when due. */
  isOver(session: SessionClaims): boolean
  /** Expires all readings of a corp after a change of who may use the app. */
  reread(corpId: string): void
  /** Notes that a person has left a corp, until a later reading or sign-in. */
  noteLeft(corpId: string, userId: string, at: EpochMs): void
}

export type PresentRoleDeps = {
  /**
   * Whether a person is an administrator in DingTalk.
   * @throws ProblemError `person-not-found` for a former member
   */
  readIsAdmin: (corpId: string, userId: string) => Promise<boolean>
  /**
   * Whether people outside the app's scope cannot open it. An internal app's scope is the contacts
   * it may read, independent of who may open it.
   */
  outsidersAreOut: boolean
  log: Pick<Logger, 'warn'>
  now: Clock
  monotonic: MonotonicClock
  /** Milliseconds that a request waits for a reading. */
  timeoutMs?: number | undefined
}

type Role = 'admin' | 'other' | 'gone'

type Known = {
  role: Role
  /** When it was requested, by the monotonic clock. */
  readAt: number
  /** Whether DingTalk has refused to answer since. */
  isRefused: boolean
}

/** Milliseconds until the next background reading. */
const dueMs = 4 * 60_000
/** Milliseconds after which a reading is too old to use. */
const staleMs = 5 * 60_000
/** Milliseconds after which nobody counts as an administrator any more. */
const lapsedMs = 60 * 60_000
/** Retry interval in milliseconds. */
const againMs = 30_000

const maxPeople = 50_000
const maxCorps = 10_000
const maxSessions = 50_000

/** Refusals to read a person; a sign-in still shows the role. */
const refusals: ReadonlySet<ProblemCode> = new Set(['upstream-permission', 'outside-app-scope'])

export function createPresentRoles(deps: PresentRoleDeps): PresentRoles {
  const { readIsAdmin, outsidersAreOut, log, now, monotonic, timeoutMs = 1000 } = deps
  const people = boundedCache<string, Known>(maxPeople)
  const inFlight = new Map<string, Promise<void>>()
  const triedAt = boundedCache<string, number>(maxPeople)

  /** Older readings of a corp do not count, by the monotonic clock. */
  const anewAt = boundedCache<string, number>(maxCorps)

  const anewFrom = ({ corpId }: SessionClaims) => anewAt.get(corpId) ?? -Infinity

  /** When sessions were signed in, by the monotonic clock. */
  const signIns = boundedCache<string, number>(maxSessions)

  /** Computed once per session, as the clock behind `signedInAt` may be adjusted. */
  function signInOf({ sessionId, signedInAt }: SessionClaims): number {
    const known = signIns.get(sessionId)
    if (known !== undefined) return known
    const at = monotonic() - Math.max(0, now() - signedInAt)
    signIns.set(sessionId, at)
    return at
  }

  /** The newer of sign-in and reading. */
  function knownOf(session: SessionClaims): Known {
    const reading = people.get(keyOf(session.corpId, session.userId))
    const signedInAt = signInOf(session)
    if (reading !== undefined && reading.readAt >= signedInAt) return reading
    const role = isAdminLevel(session.sysLevel) ? 'admin' : 'other'
    return { role, readAt: signedInAt, isRefused: false }
  }

  async function read(session: SessionClaims, key: string): Promise<void> {
    const { corpId, userId } = session
    const readAt = monotonic()
    triedAt.set(key, readAt)
    const note = (known: Known) => {
      // A reading that started later may have finished first.
      if (triedAt.get(key) === readAt) people.set(key, known)
    }
    try {
      const isAdmin = await readIsAdmin(corpId, userId)
      note({ role: isAdmin ? 'admin' : 'other', readAt, isRefused: false })
    } catch (err) {
      const code = err instanceof ProblemError ? err.code : null
      const isOutside = code === 'outside-app-scope' && outsidersAreOut
      if (code === 'person-not-found' || isOutside) {
        note({ role: 'gone', readAt, isRefused: false })
        return
      }
      log.warn({ corpId, userId, err }, 'role not reread')
      note({ ...knownOf(session), isRefused: code !== null && refusals.has(code) })
    }
  }

  function readOnce(session: SessionClaims): Promise<void> {
    const key = keyOf(session.corpId, session.userId)
    const tried = triedAt.get(key) ?? -Infinity
    if (tried >= anewFrom(session)) {
      const shared = inFlight.get(key)
      if (shared !== undefined) return shared
      if (monotonic() - tried < againMs) return Promise.resolve()
    }
    const reading = read(session, key).finally(() => {
      if (inFlight.get(key) === reading) inFlight.delete(key)
    })
    inFlight.set(key, reading)
    return reading
  }

  const ageOf = ({ readAt }: Known) => monotonic() - readAt

  /** Whether it is older than `ms`, or from before `reread`. */
  const isOlder = (ms: number, known: Known, session: SessionClaims) =>
    ageOf(known) >= ms || known.readAt < anewFrom(session)

  /** The current level; null for a former member. */
  function levelBy(known: Known, { sysLevel }: SessionClaims): number | null {
    if (known.role === 'gone') return null
    const wasAdmin = isAdminLevel(sysLevel)
    if (known.role === 'other') return wasAdmin ? 0 : sysLevel
    // The call does not say which kind of administrator.
    const level = wasAdmin ? sysLevel : 2
    if (ageOf(known) < lapsedMs) return level
    // Null makes the page sign in again, unnoticed.
    return known.isRefused ? null : 0
  }

  function hasReadWhenDue(session: SessionClaims): Known {
    const known = knownOf(session)
    if (isOlder(dueMs, known, session)) void readOnce(session)
    return known
  }

  return {
    async current(session, waits) {
      const known = hasReadWhenDue(session)
      const mustWait = waits || known.role === 'admin' || known.readAt < anewFrom(session)
      const isStale = mustWait && isOlder(staleMs, known, session)
      if (isStale) await withTimeout(readOnce(session), timeoutMs, () => {})
      const level = levelBy(isStale ? knownOf(session) : known, session)
      if (level === null) return null
      return level === session.sysLevel ? session : { ...session, sysLevel: level }
    },

    isOver: (session) => levelBy(hasReadWhenDue(session), session) !== session.sysLevel,

    reread: (corpId) => void anewAt.set(corpId, monotonic()),

    noteLeft(corpId, userId, at) {
      const key = keyOf(corpId, userId)
      const leftAt = monotonic() - Math.max(0, now() - at)
      if ((people.get(key)?.readAt ?? -Infinity) > leftAt) return
      // A reading that is under way may have begun before.
      if ((triedAt.get(key) ?? -Infinity) <= leftAt) triedAt.set(key, leftAt)
      people.set(key, { role: 'gone', readAt: leftAt, isRefused: false })
    },
  }
}

function keyOf(corpId: string, userId: string): string {
  return JSON.stringify([corpId, userId])
}
