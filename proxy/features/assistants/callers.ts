import type { Clock } from '#shared/rules/time.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { AssistantKey, AssistantKeys } from '#proxy/base/store/assistants/assistant-keys.ts'
import type { AssistantTokens } from '#proxy/base/store/assistants/assistant-tokens.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Askers } from '#proxy/features/answers/askers.ts'
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
   * The caller of a request; the person named in it counts for an organisation's key alone. The
   * store is asked every time, so that a withdrawn token ends at once on every instance.
   * @returns null for no valid token or key
   * @throws ProblemError of the store and DingTalk, `corp-stopped` among them
   */
  find(bearer: string | undefined, named: string | undefined): Promise<Caller | null>
}

export type CallersDeps = {
  tokens: Pick<AssistantTokens, 'use' | 'withdrawAll'>
  keys: Pick<AssistantKeys, 'find'>
  askers: Pick<Askers, 'find' | 'wasStoppedSince'>
  now: Clock
}

const dingtalkAssistant = '钉钉助手'

const maxNameLength = 128

export function createCallers({ tokens, keys, askers, now }: CallersDeps): Callers {
  async function byToken(hash: string): Promise<Caller | null> {
    const token = await fromStore(tokens.use(hash, now()))
    if (token === null || askers.wasStoppedSince(token.corpId, token.createdAt)) return null
    const { corpId, userId, userName, name, mayRemind } = token
    const person = { corpId, userId }
    const asker = await askers.find(person, { name: userName })
    if (asker !== null) return { kind: 'person', asker, assistant: name, mayRemind, key: null }
    // Somebody who comes back makes new ones.
    await fromStore(tokens.withdrawAll(person, now()))
    return null
  }

  async function byKey(hash: string, named: string | null): Promise<Caller | null> {
    const key = await fromStore(keys.find(hash))
    if (key === null || askers.wasStoppedSince(key.corpId, key.createdAt)) return null
    const nobody: Caller = { kind: 'nobody', key, named }
    if (key.provedAt === null || named === null) return nobody
    const asker = await askers.find({ corpId: key.corpId, userId: named })
    // One whom DingTalk does not let us read may not exist.
    if (asker === null || asker.name === '') return nobody
    return { kind: 'person', asker, assistant: dingtalkAssistant, mayRemind: false, key }
  }

  return {
    async find(bearer, named) {
      const given = readBearer(bearer)
      if (given === null) return null
      if (given.kind === 'token') return byToken(given.hash)
      const name = named?.trim() ?? ''
      return byKey(given.hash, name === '' || name.length > maxNameLength ? null : name)
    },
  }
}
