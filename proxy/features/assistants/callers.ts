import type { Clock, EpochMs, MonotonicClock } from '#shared/rules/time.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { boundedCache } from '#proxy/base/limits/bounded-cache.ts'
import { KeyedLimit } from '#proxy/base/limits/keyed-limit.ts'
import { perMinute } from '#proxy/base/limits/per-minute.ts'
import { PersonShare } from '#proxy/base/limits/person-share.ts'
import { onBehalfOf } from '#proxy/base/limits/requester.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { AssistantKey, AssistantKeyStore } from './assistant-key-store.ts'
import type { AssistantTokenStore } from './assistant-token-store.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Askers } from '#proxy/features/finder/askers.ts'
import { personRequester } from '#proxy/features/session/request-requester.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { readBearer } from './assistant-secrets.ts'

/**
 * Who an assistant asks for.
 * - `person`: this person, who calls the assistant by that name.
 * - `nobody`: an organisation's key that does not say for whom, or is not proved to say so truly.
 */
export type Caller =
  | {
      kind: 'person'
      asker: SessionClaims
      assistant: string
      mayRemind: boolean
      /** Null for a person's own token. */
      key: AssistantKey | null
    }
  | {
      kind: 'nobody'
      key: AssistantKey
      /** Whom the request names; null for nobody. */
      named: string | null
    }

export type Callers = {
  /**
   * The caller of a request, which counts for that person. The store is asked every time, so that a
   * withdrawn token ends at once on every instance.
   * @returns null for no valid token or key
   * @throws ProblemError `too-many-assistant-calls`, and those of the store and DingTalk, `corp-stopped`
   * among them
   */
  find(bearer: string | undefined, from: From): Promise<Caller | null>
}

type From = {
  /** Whom the request names, which counts for an organisation's key alone. */
  named: string | undefined
  /** The network address. */
  address: string
}

type Person = Pick<SessionClaims, 'corpId' | 'userId'>

export type CallersDeps = {
  tokens: Pick<AssistantTokenStore, 'use' | 'withdrawAll'>
  keys: Pick<AssistantKeyStore, 'find'>
  askers: Pick<Askers, 'find' | 'stoppedAt'>
  roles: Pick<Roles, 'isAdmin'>
  now: Clock
  monotonic: MonotonicClock
}

/** What the audit calls an assistant that asks by an organisation's key. */
export const dingtalkAssistant = '钉钉助手'

const maxNameLength = 128

/** Calls of a person's assistants together: this many at once, then one more a second. */
const maxAtOnce = 60
const oneMoreMs = 1_000

/** Unknown tokens of an address that are told so in a minute; a platform shows those of many. */
const maxUnknown = 600

/** Tokens of an address of which nothing is known yet that are looked up at once; the rest wait. */
const maxLookedUp = 2

const maxKnown = 10_000

export function createCallers(deps: CallersDeps): Callers {
  const { tokens, keys, askers, roles, now, monotonic } = deps
  const shares = new PersonShare(maxAtOnce, oneMoreMs, monotonic)
  const isWithin = perMinute(monotonic)
  const lookUps = new KeyedLimit(maxLookedUp)
  /** Hashes of tokens and keys that were valid before. */
  const known = boundedCache<string, true>(maxKnown)

  function takeShare(person: Person): void {
    if (shares.take(person)) return
    throw tooMany("A person's assistants ask too often.", oneMoreMs / 1_000)
  }

  /** The person as DingTalk has them, read at the person's expense. */
  function askerOf(person: Person, more?: { name: string }): Promise<SessionClaims | null> {
    takeShare(person)
    return onBehalfOf(personRequester(person), () => askers.find(person, more))
  }

  /** Whether it ended as the app was stopped, even if it has returned. */
  async function isStopped(made: { corpId: string; createdAt: EpochMs }): Promise<boolean> {
    return made.createdAt <= (await askers.stoppedAt(made.corpId))
  }

  /** What an address floods us with waits for itself, and leaves the store to others. */
  function lookUp<Found>(hash: string, address: string, find: () => Promise<Found>) {
    const ask = () => fromStore(find())
    return known.has(hash) ? ask() : lookUps.run(address, ask)
  }

  async function byToken(hash: string, address: string): Promise<Caller | null> {
    const token = await lookUp(hash, address, () => tokens.use(hash, now()))
    if (token === null || (await isStopped(token))) return null
    const { corpId, userId, userName, name, mayRemind } = token
    const person = { corpId, userId }
    const asker = await askerOf(person, { name: userName })
    if (asker !== null) return { kind: 'person', asker, assistant: name, mayRemind, key: null }
    // Somebody who comes back makes new ones.
    await fromStore(tokens.withdrawAll(person, now()))
    return null
  }

  async function byKey(
    hash: string,
    address: string,
    named: string | null,
  ): Promise<Caller | null> {
    const key = await lookUp(hash, address, () => keys.find(hash))
    if (key === null || (await isStopped(key))) return null
    const nobody: Caller = { kind: 'nobody', key, named }
    if (key.provedAt === null || named === null) {
      takeShare({ corpId: key.corpId, userId: '' })
      return nobody
    }
    const asker = await askerOf({ corpId: key.corpId, userId: named })
    // One whom DingTalk does not let us read may not exist.
    if (asker === null || asker.name === '') return nobody
    const maker = { corpId: key.corpId, userId: key.createdBy }
    const admin = await onBehalfOf(personRequester(asker), () => askers.find(maker))
    if (admin === null || !roles.isAdmin(admin)) return null
    return { kind: 'person', asker, assistant: dingtalkAssistant, mayRemind: false, key }
  }

  return {
    async find(bearer, { named, address }) {
      const given = readBearer(bearer)
      if (given === null) return null
      const { kind, hash } = given
      const name = named?.trim() ?? ''
      const isName = name !== '' && name.length <= maxNameLength
      const caller = await (kind === 'token'
        ? byToken(hash, address)
        : byKey(hash, address, isName ? name : null))
      if (caller !== null) {
        known.set(hash, true)
        return caller
      }
      known.delete(hash)
      if (!isWithin(address, maxUnknown)) throw tooMany('Many unknown tokens from one address.', 60)
      return null
    },
  }
}

function tooMany(title: string, retryAfter: number): ProblemError {
  return new ProblemError('too-many-assistant-calls', title, { retryAfter })
}
