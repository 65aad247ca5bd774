import { boundedCache } from '#proxy/limits/bounded-cache.ts'
import type { Logger } from '#proxy/log.ts'
import { withTimeout } from '#proxy/limits/with-timeout.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { isAdminLevel } from './is-admin.ts'
import type { SessionClaims } from './session-token.ts'

/**
 * The present roles of people in DingTalk; their session has the role at sign-in. Read again before
 * they are five minutes old, by one call for all who ask.
 */
export type PresentRoles = {
  /**
   * The session with the present level; null when the person has left the corp.
   * @param waits whether to wait for a reading when the last one is too old; for administrators, and
   * after `readAnew`, it is always waited for
   */
  current(session: SessionClaims, waits: boolean): Promise<SessionClaims | null>
  /** Whether the session has the present role by a recent reading. Starts a reading when due. */
  isCurrent(session: SessionClaims): boolean
  /** Whether the session has another role than the present one. Starts a reading when due. */
  isOver(session: SessionClaims): boolean
  /** Who may use the app in a corp is another: readings of before are too old. */
  readAnew(corpId: string): void
}

export type PresentRoleParts = {
  /**
   * Whether somebody is an administrator in DingTalk.
   * @throws ProblemError `person-not-found` for one who is not a member any more
   */
  readIsAdmin: (corpId: string, userId: string) => Promise<boolean>
  /**
   * Whether who is outside the app's scope cannot open it. An internal app's scope is what it may read
   * of the contacts, apart from who may open it.
   */
  outsidersAreOut: boolean
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
  /** Milliseconds on a clock that only goes forward. */
  monotonic: () => number
  /** Milliseconds that a request waits for a reading. */
  timeoutMs?: number | undefined
}

type Role = 'admin' | 'other' | 'gone'

type Known = {
  role: Role
  /** When it was asked for, by the monotonic clock. */
  readAt: number
  /** Whether DingTalk refused to tell since. */
  isRefused: boolean
}

/** Milliseconds until the next reading in the background. */
const dueMs = 4 * 60_000
/** Milliseconds after which a reading is too old. */
const staleMs = 5 * 60_000
/** Milliseconds after which nobody counts as an administrator. */
const lapsedMs = 60 * 60_000
/** Milliseconds between failed attempts. */
const againMs = 30_000

const mostPeople = 50_000
const mostCorps = 10_000
const mostSessions = 50_000

/** Refusals to read a person; a sign-in tells the role all the same. */
const refusals: ReadonlySet<ProblemCode> = new Set(['upstream-permission', 'outside-app-scope'])

export function createPresentRoles(parts: PresentRoleParts): PresentRoles {
  const { readIsAdmin, outsidersAreOut, log, now, monotonic, timeoutMs = 1000 } = parts
  const people = boundedCache<string, Known>(mostPeople)
  const underWay = new Map<string, Promise<void>>()
  const triedAt = boundedCache<string, number>(mostPeople)

  /** Readings of corps count from then on, by the monotonic clock. */
  const anewAt = boundedCache<string, number>(mostCorps)

  const anewFrom = ({ corpId }: SessionClaims) => anewAt.get(corpId) ?? -Infinity

  /** When sessions were signed in, by the monotonic clock. */
  const signIns = boundedCache<string, number>(mostSessions)

  /** Told once per session: the clock of `signedInAt` may be set meanwhile. */
  function signInOf({ sessionId, signedInAt }: SessionClaims): number {
    const known = signIns.get(sessionId)
    if (known !== undefined) return known
    const at = monotonic() - Math.max(0, now() - signedInAt)
    signIns.set(sessionId, at)
    return at
  }

  /** The newer of sign-in and reading. */
  function knownOf(session: SessionClaims): Known {
    const told = people.get(keyOf(session.corpId, session.userId))
    const signedInAt = signInOf(session)
    if (told !== undefined && told.readAt >= signedInAt) return told
    const role = isAdminLevel(session.sysLevel) ? 'admin' : 'other'
    return { role, readAt: signedInAt, isRefused: false }
  }

  async function read(session: SessionClaims, key: string): Promise<void> {
    const { corpId, userId } = session
    const readAt = monotonic()
    triedAt.set(key, readAt)
    const note = (known: Known) => {
      // A reading that began later may have ended before.
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
      log.warn({ corpId, userId, err }, 'role not read again')
      note({ ...knownOf(session), isRefused: code !== null && refusals.has(code) })
    }
  }

  function readOnce(session: SessionClaims): Promise<void> {
    const key = keyOf(session.corpId, session.userId)
    const tried = triedAt.get(key) ?? -Infinity
    if (tried >= anewFrom(session)) {
      const shared = underWay.get(key)
      if (shared !== undefined) return shared
      if (monotonic() - tried < againMs) return Promise.resolve()
    }
    const reading = read(session, key).finally(() => {
      if (underWay.get(key) === reading) underWay.delete(key)
    })
    underWay.set(key, reading)
    return reading
  }

  const ageOf = ({ readAt }: Known) => monotonic() - readAt

  /** Whether it is so old, or of before `readAnew`. */
  const isOlder = (ms: number, known: Known, session: SessionClaims) =>
    ageOf(known) >= ms || known.readAt < anewFrom(session)

  /** The present level; null for no member. */
  function levelBy(known: Known, { sysLevel }: SessionClaims): number | null {
    if (known.role === 'gone') return null
    const wasAdmin = isAdminLevel(sysLevel)
    if (known.role === 'other') return wasAdmin ? 0 : sysLevel
    // This call does not tell which kind of administrator.
    const level = wasAdmin ? sysLevel : 2
    if (ageOf(known) < lapsedMs) return level
    // Then the page signs in again, unnoticed.
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
      if (mustWait && isOlder(staleMs, known, session))
        await withTimeout(readOnce(session), timeoutMs, () => {})
      const level = levelBy(knownOf(session), session)
      if (level === null) return null
      return level === session.sysLevel ? session : { ...session, sysLevel: level }
    },

    isCurrent(session) {
      const known = hasReadWhenDue(session)
      return !isOlder(staleMs, known, session) && levelBy(known, session) === session.sysLevel
    },

    isOver: (session) => levelBy(hasReadWhenDue(session), session) !== session.sysLevel,

    readAnew: (corpId) => void anewAt.set(corpId, monotonic()),
  }
}

function keyOf(corpId: string, userId: string): string {
  return JSON.stringify([corpId, userId])
}
