import type { KeyFailure } from '#shared/rules/assistant/key-proof.ts'
import type { Clock } from '#shared/rules/time.ts'
import { isSame } from '#proxy/base/secrets.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import type { AssistantKey, AssistantKeyStore } from './assistant-key-store.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Askers } from '#proxy/features/finder/askers.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { hashOf } from './assistant-secrets.ts'
import type { Caller } from './callers.ts'

/** Proves that an organisation's key names people by their user ids. */
export type KeyProofs = {
  /**
   * Checks whom a request with a key names. It is proved once its administrator has said the code
   * through the assistant and was named as in the app: that the name is some known user id would
   * prove nothing, as one person's number in DingTalk may be another's user id.
   * @returns the administrator, or why it is not proved
   */
  check(caller: Nobody, code: string | undefined): Promise<SessionClaims | KeyFailure>
}

type Nobody = Extract<Caller, { kind: 'nobody' }>

export type KeyProofsDeps = {
  keys: Pick<AssistantKeyStore, 'noteProved' | 'noteFailed'>
  askers: Pick<Askers, 'find'>
  roles: Pick<Roles, 'isAdmin'>
  log: Pick<Logger, 'info'>
  now: Clock
}

/** How long the code can be said, in milliseconds. */
export const proofLifetimeMs = 60 * 60_000

export function createKeyProofs({ keys, askers, roles, log, now }: KeyProofsDeps): KeyProofs {
  /** The administrator who made the key, if that is who is named and says the code. */
  async function prover(
    { corpId, createdBy, createdAt, proofHash }: AssistantKey,
    named: string,
    code: string | undefined,
  ): Promise<SessionClaims | KeyFailure> {
    const isInTime = now() - createdAt < proofLifetimeMs
    if (code === undefined || !isInTime || !isSame(hashOf(code.trim()), proofHash))
      return 'code-wrong'
    if (named !== createdBy) return 'unequal'
    const admin = await askers.find({ corpId, userId: createdBy })
    return admin !== null && roles.isAdmin(admin) ? admin : 'unequal'
  }

  return {
    async check({ key, named }, code) {
      // A proved key whose person DingTalk does not know.
      if (key.provedAt !== null) return named === null ? 'missing' : 'unequal'
      const proved = named === null ? 'missing' : await prover(key, named, code)
      const { corpId } = key
      const kind = named === null ? 'none' : /^\d+$/.test(named) ? 'digits' : 'other'
      if (typeof proved !== 'string') {
        await fromStore(keys.noteProved(key, now()))
        log.info({ corpId, kind }, 'key of assistants proved')
      } else if (code !== undefined || proved === 'missing') {
        await fromStore(keys.noteFailed(key, proved, now()))
        log.info({ corpId, kind, why: proved }, 'key of assistants not proved')
      }
      return proved
    },
  }
}
