import { LRUCache } from 'lru-cache'
import type { Logger } from '#proxy/log.ts'
import { withTimeout } from '#proxy/limits/with-timeout.ts'
import { ProblemError } from '#proxy/http/problem.ts'
import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import { isAdminLevel } from './is-admin.ts'
import type { SessionClaims } from './session-token.ts'

/**
 * What people are in DingTalk now, which their session tells as of the sign-in. Read again before it is
 * five minutes old, by one call for all who ask about the same person.
 */
export type PresentRoles = {
  /**
   * The session with the present level; null when the person has left the corp.
   * @param waits whether to wait for a reading where the last one is too old. For one who was an
   *   administrator it is waited for in any case.
   */
  current(session: SessionClaims, waits: boolean): Promise<SessionClaims | null>
  /** Whether the session tells what is known now, and that is not too old. Has it read again when due. */
  isCurrent(session: SessionClaims): boolean
  /** Whether the session tells something else than is known now. Has it read again when due. */
  isOver(session: SessionClaims): boolean
}

export type PresentRoleParts = {
  /**
   * Whether somebody is an administrator in DingTalk.
   * @throws ProblemError `person-not-found` for one who is not a member any more
   */
  readIsAdmin: (corpId: string, userId: string) => Promise<boolean>
  log: Pick<Logger, 'warn'>
  /** The time in epoch milliseconds. */
  now: () => number
}

type Role = 'admin' | 'other' | 'gone'

type Known = {
  role: Role
  /** When it was asked for, epoch milliseconds. */
  readAt: number
  /** Why it could not be read since, where DingTalk does not let the app read it. */
  isRefused: boolean
}

/** When to read again, without anybody waiting for it. */
const dueMs = 4 * 60_000
/** From when on it is too old. */
const staleMs = 5 * 60_000
/** From when on nobody is an administrator by a reading. */
const lapsedMs = 60 * 60_000
/** Between attempts that fail. */
const againMs = 30_000
/** How long a request waits for a reading. */
const timeoutMs = 1000

const mostPeople = 50_000

/** Ways in which DingTalk says that the app may not read of somebody; a sign-in tells all the same. */
const refusals: ReadonlySet<ProblemCode> = new Set(['upstream-permission', 'outside-app-scope'])

export function createPresentRoles({ readIsAdmin, log, now }: PresentRoleParts): PresentRoles {
  const people = new LRUCache<string, Known>({ max: mostPeople })
  const underWay = new Map<string, Promise<void>>()
  const triedAt = new LRUCache<string, number>({ max: mostPeople })

  /** The newest of what the sign-in told and what was read since. */
  function knownOf({ corpId, userId, sysLevel, signedInAt }: SessionClaims): Known {
    const told = people.get(keyOf(corpId, userId))
    if (told !== undefined && told.readAt >= signedInAt) return told
    const role = isAdminLevel(sysLevel) ? 'admin' : 'other'
    return { role, readAt: signedInAt, isRefused: false }
  }

  async function read(session: SessionClaims, key: string): Promise<void> {
    const { corpId, userId } = session
    const readAt = now()
    triedAt.set(key, readAt)
    try {
      const isAdmin = await readIsAdmin(corpId, userId)
      people.set(key, { role: isAdmin ? 'admin' : 'other', readAt, isRefused: false })
    } catch (err) {
      const code = err instanceof ProblemError ? err.code : null
      if (code === 'person-not-found') {
        people.set(key, { role: 'gone', readAt, isRefused: false })
        return
      }
      log.warn({ corpId, userId, err }, 'role not read again')
      people.set(key, { ...knownOf(session), isRefused: code !== null && refusals.has(code) })
    }
  }

  function readOnce(session: SessionClaims): Promise<void> {
    const key = keyOf(session.corpId, session.userId)
    const shared = underWay.get(key)
    if (shared !== undefined) return shared
    if (now() - (triedAt.get(key) ?? -Infinity) < againMs) return Promise.resolve()
    const reading = read(session, key).finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading
  }

  const ageOf = ({ readAt }: Known) => Math.abs(now() - readAt)

  /** The level that somebody has by what is known; null for nobody. */
  function levelBy(known: Known, { sysLevel }: SessionClaims): number | null {
    if (known.role === 'gone') return null
    const wasAdmin = isAdminLevel(sysLevel)
    if (known.role === 'other') return wasAdmin ? 0 : sysLevel
    // DingTalk tells that somebody is an administrator, not of which kind.
    const level = wasAdmin ? sysLevel : 2
    if (ageOf(known) < lapsedMs) return level
    // Where only a sign-in can tell, the page signs in again, which nobody notices.
    return known.isRefused ? null : 0
  }

  function hasReadWhenDue(session: SessionClaims): Known {
    const known = knownOf(session)
    if (ageOf(known) >= dueMs) void readOnce(session)
    return known
  }

  return {
    async current(session, waits) {
      const known = hasReadWhenDue(session)
      if (ageOf(known) >= staleMs && (waits || known.role === 'admin'))
        await withTimeout(readOnce(session), timeoutMs, () => {})
      const level = levelBy(knownOf(session), session)
      if (level === null) return null
      return level === session.sysLevel ? session : { ...session, sysLevel: level }
    },

    isCurrent(session) {
      const known = hasReadWhenDue(session)
      return ageOf(known) < staleMs && levelBy(known, session) === session.sysLevel
    },

    isOver: (session) => levelBy(hasReadWhenDue(session), session) !== session.sysLevel,
  }
}

function keyOf(corpId: string, userId: string): string {
  return JSON.stringify([corpId, userId])
}
