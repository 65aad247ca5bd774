import { Hono } from 'hono'
import type {
  AssistantKeyState,
  MadeAssistantKey,
} from '#shared/schemas/assistant/assistant-key.ts'
import type { Clock } from '#shared/rules/time.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { AssistantKey, AssistantKeyStore } from './assistant-key-store.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Askers } from '#proxy/features/finder/askers.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { hashOf, newKey, newProof } from './assistant-secrets.ts'
import { proofLifetimeMs } from './key-proofs.ts'

export type KeyRouteDeps = {
  keys: AssistantKeyStore
  askers: Pick<Askers, 'find' | 'stoppedAt'>
  roles: Pick<Roles, 'isAdmin' | 'requireAdmin'>
  /** The address of the MCP server. */
  address: string
  now: Clock
}

/** The organisation's key for DingTalk's own assistants. */
export function keyRoutes({ keys, askers, roles, address, now }: KeyRouteDeps, auditLog: AuditLog) {
  const noted = (what: string) => ({ taskId: null, detail: `assistant-key ${what}` })

  /** Null for one that ended as the app was stopped, or as its maker administers no more. */
  async function stateOf(key: AssistantKey): Promise<AssistantKeyState['key']> {
    const { corpId, createdBy: userId, createdAt, provedAt, failure, failedAt } = key
    if (createdAt <= (await askers.stoppedAt(corpId))) return null
    // Without the name, the page shows the id.
    const maker = await askers.find({ corpId, userId }).catch(() => undefined)
    const isAdmin = maker === undefined || (maker !== null && roles.isAdmin(maker))
    if (provedAt !== null && !isAdmin) return null
    return {
      createdAt,
      createdBy: { userId, name: maker?.name || null },
      codeUntil: createdAt + proofLifetimeMs,
      provedAt,
      failed: failure !== null && failedAt !== null ? { why: failure, at: failedAt } : null,
    }
  }

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const key = await fromStore(keys.of(corpId), storeMs)
      const state = key && (await stateOf(key))
      return c.json({ address, key: state } satisfies AssistantKeyState)
    })
    .post('/', async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId, userId: createdBy } = session
      const [key, code, createdAt] = [newKey(), newProof(), now()]
      await auditLog.note(session, 'settings-changed', noted('made'))
      const hashes = { hash: hashOf(key), proofHash: hashOf(code) }
      await fromStore(keys.put({ corpId, ...hashes, createdBy, createdAt }), storeMs)
      const codeUntil = createdAt + proofLifetimeMs
      return c.json({ key, code, codeUntil } satisfies MadeAssistantKey)
    })
    .delete('/', async (c) => {
      const session = roles.requireAdmin(c)
      await fromStore(keys.delete(session.corpId), storeMs)
      await auditLog.note(session, 'settings-changed', noted('withdrawn'))
      return c.body(null, 204)
    })
}
