import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { Events } from '#proxy/base/store/events.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { CorpAdmission } from '#proxy/features/corp/corp-admission.ts'
import type { CorpStates } from '#proxy/features/corp/corp-states.ts'
import type { DingTalkUser } from '#proxy/upstream/dingtalk/user-info.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

type Person = { corpId: string; userId: string }

/** People who ask outside a session of the app: by the robot, or through an assistant. */
export type Askers = {
  /**
   * A person as DingTalk has them now (at most five minutes old), as if just signed in.
   * @param known what is known otherwise, used if DingTalk does not let the app read the person;
   * it gives no right of an administrator
   * @returns null for a former member, and one whom a third-party app is not open to
   * @throws ProblemError `corp-stopped`, and those of DingTalk
   */
  find(person: Person, known?: { name: string }): Promise<SessionClaims | null>
  /**
   * When the app was last stopped or relieved in the organisation; what was made until then has
   * ended for good. 0 if never, or if the store does not answer.
   */
  stoppedAt(corpId: string): Promise<EpochMs>
  close(): void
}

export type AskersDeps = {
  readMember: (corpId: string, userId: string) => Promise<Pick<DingTalkUser, 'name' | 'sysLevel'>>
  admission: Pick<CorpAdmission, 'requireActive'>
  corpStates: Pick<CorpStates, 'of' | 'onRenewed'>
  /** See `PresentRoleDeps`. */
  outsidersAreOut: boolean
  events: Pick<Events, 'subscribe'>
  now: Clock
  /** For the age of what was read. */
  monotonic: Clock
}

type Member = Pick<DingTalkUser, 'name' | 'sysLevel'>

const freshMs = 5 * 60_000
const maxPeople = 10_000

export function createAskers(deps: AskersDeps): Askers {
  const { readMember, admission, corpStates, outsidersAreOut, events, now, monotonic } = deps
  const members = boundedCache<string, { member: Promise<Member | null>; at: number }>(maxPeople)
  const keyOf = ({ corpId, userId }: Person) => JSON.stringify([corpId, userId])

  const stopHearing = events.subscribe((event) => {
    if (event.type === 'person-left') members.delete(keyOf(event))
    else if (event.type === 'gap' || event.type === 'sandbox-changed') members.clear()
  })

  corpStates.onRenewed(() => members.clear())

  /** Without a name if DingTalk does not let the app read the person. */
  async function read({ corpId, userId }: Person): Promise<Member | null> {
    try {
      return await readMember(corpId, userId)
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : null
      const isOutside = code === 'outside-app-scope'
      if (code === 'person-not-found' || (isOutside && outsidersAreOut)) return null
      if (isOutside || code === 'upstream-permission') return { name: '', sysLevel: 0 }
      throw error
    }
  }

  function memberOf(person: Person): Promise<Member | null> {
    const key = keyOf(person)
    const known = members.get(key)
    if (known !== undefined && monotonic() - known.at < freshMs) return known.member
    const member = read(person)
    members.set(key, { member, at: monotonic() })
    // A failure is not kept.
    member.catch(() => {
      if (members.get(key)?.member === member) members.delete(key)
    })
    return member
  }

  return {
    async find(person, { name } = { name: '' }) {
      await admission.requireActive(person.corpId)
      const member = await memberOf(person)
      if (member === null) return null
      const at = now()
      return {
        sessionId: 'asker',
        ...person,
        ...member,
        name: member.name === '' ? name : member.name,
        unionId: null,
        signedInAt: at,
        expiresAt: at + freshMs,
      }
    },
    stoppedAt: async (corpId) => (await corpStates.of(corpId)).sessionsFrom,
    close: stopHearing,
  }
}
