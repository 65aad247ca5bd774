import { Hono } from 'hono'
import type {
  AssistantKeyState,
  MadeAssistantKey,
} from '#shared/schemas/assistant/assistant-key.ts'
import type { Clock } from '#shared/rules/time.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { AssistantKeys } from '#proxy/base/store/assistants/assistant-keys.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import { hashOf, newKey, newProof } from './assistant-secrets.ts'
import { proofLifetimeMs } from './key-proofs.ts'

export type KeyRouteDeps = {
  keys: AssistantKeys
  roles: Pick<Roles, 'requireAdmin'>
  /** The address of the MCP server. */
  address: string
  now: Clock
}

/** The organisation's key for DingTalk's own assistants. */
export function keyRoutes({ keys, roles, address, now }: KeyRouteDeps, auditLog: AuditLog) {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const key = await fromStore(keys.of(corpId), storeMs)
      const state = key && { createdAt: key.createdAt, provedAt: key.provedAt }
      return c.json({ address, key: state } satisfies AssistantKeyState)
    })
    .post('/', async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId, userId: createdBy } = session
      const [key, code, createdAt] = [newKey(), newProof(), now()]
      await auditLog.note(session, 'settings-changed', { taskId: null, detail: 'assistant-key' })
      const hashes = { hash: hashOf(key), proofHash: hashOf(code) }
      await fromStore(keys.put({ corpId, ...hashes, createdBy, createdAt }), storeMs)
      const codeUntil = createdAt + proofLifetimeMs
      return c.json({ key, code, codeUntil } satisfies MadeAssistantKey)
    })
    .delete('/', async (c) => {
      const session = roles.requireAdmin(c)
      await fromStore(keys.delete(session.corpId), storeMs)
      await auditLog.note(session, 'settings-changed', { taskId: null, detail: 'assistant-key' })
      return c.body(null, 204)
    })
}
