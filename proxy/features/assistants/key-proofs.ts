import type { Clock } from '#shared/rules/time.ts'
import { isSame } from '#proxy/base/secrets.ts'
import type { Logger } from '#proxy/base/log.ts'
import type { AssistantKeys } from '#proxy/base/store/assistants/assistant-keys.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Askers } from '#proxy/features/answers/askers.ts'
import { quoted } from '#proxy/features/answers/quoted.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { hashOf } from './assistant-secrets.ts'
import type { Caller } from './callers.ts'

type Whoami = {
  userId: string | null
  corpId: string
  name: string | null
  role: 'member' | 'admin' | null
  proof: 'proved' | 'code-wrong' | 'unequal' | 'missing'
}

/** Proves that an organisation's key names people by their user ids. */
export type KeyProofs = {
  /**
   * Whom a request with a key names. It is proved once its administrator has said the code through
   * the assistant and was named as in the app: that the name is some known user id would prove
   * nothing, as one person's number in DingTalk may be another's user id.
   */
  check(caller: Caller, code: string | undefined): Promise<Whoami>
}

export type KeyProofsDeps = {
  keys: Pick<AssistantKeys, 'noteProved'>
  askers: Pick<Askers, 'find'>
  roles: Pick<Roles, 'isAdmin'>
  log: Pick<Logger, 'info'>
  now: Clock
}

/** How long the code can be said, in milliseconds. */
export const proofLifetimeMs = 60 * 60_000

export function createKeyProofs({ keys, askers, roles, log, now }: KeyProofsDeps): KeyProofs {
  return {
    async check(caller, code) {
      const { key } = caller
      if (key === null) throw new Error('only a key is proved')
      const { corpId, createdBy } = key
      const unknown = { userId: null, corpId, name: null, role: null }
      if (caller.kind === 'person') {
        const { asker } = caller
        const role = roles.isAdmin(asker) ? 'admin' : 'member'
        return { userId: asker.userId, corpId, name: quoted(asker.name), role, proof: 'proved' }
      }
      const { named } = caller
      if (named === null) return { ...unknown, proof: 'missing' }
      // A proved key whose person is not known to DingTalk.
      if (key.provedAt !== null) return { ...unknown, proof: 'unequal' }
      const isInTime = now() - key.createdAt < proofLifetimeMs
      if (code === undefined || !isInTime || !isSame(hashOf(code.trim()), key.proofHash))
        return { ...unknown, proof: 'code-wrong' }
      const kind = /^\d+$/.test(named) ? 'digits' : 'other'
      if (named !== createdBy) {
        log.info({ corpId, kind }, 'key of assistants names the administrator otherwise')
        return { ...unknown, proof: 'unequal' }
      }
      const admin = await askers.find({ corpId, userId: createdBy })
      if (admin === null || !roles.isAdmin(admin)) return { ...unknown, proof: 'unequal' }
      await fromStore(keys.noteProved(key, now()))
      log.info({ corpId, kind }, 'key of assistants proved')
      return { userId: createdBy, corpId, name: quoted(admin.name), role: 'admin', proof: 'proved' }
    },
  }
}
