import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { maxAssistants } from '#shared/rules/assistant/assistant-limits.ts'
import {
  newAssistantSchema,
  type Assistants,
  type MadeAssistant,
} from '#shared/schemas/assistant/assistants.ts'
import type { Clock } from '#shared/rules/time.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import type { AssistantTokenStore } from './assistant-token-store.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import type { Askers } from '#proxy/features/finder/askers.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { requireSession } from '#proxy/features/session/session-middleware.ts'
import { hashOf, newToken } from './assistant-secrets.ts'

export type TokenRouteDeps = {
  tokens: AssistantTokenStore
  askers: Pick<Askers, 'stoppedAt'>
  /** The address of the MCP server. */
  address: string
  now: Clock
}

/** How long a token is valid, in milliseconds. */
export const tokenLifetimeMs = 90 * 24 * 60 * 60_000

/** The tokens that people give their AI assistants. */
export function tokenRoutes(
  { tokens, askers, address, now }: TokenRouteDeps,
  auditLog: AuditLog,
): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const session = requireSession(c)
      const held = await fromStore(tokens.list(session, now()), storeMs)
      const stoppedAt = await askers.stoppedAt(session.corpId)
      const valid = held.filter(({ createdAt }) => createdAt > stoppedAt)
      const assistants = valid.map(({ id, name, mayRemind, createdAt, expiresAt, usedAt }) => {
        return { id, name, mayRemind, createdAt, expiresAt, usedAt }
      })
      return c.json({ address, assistants } satisfies Assistants)
    })
    .post('/', limitJsonBody, async (c) => {
      const session = requireSession(c)
      const { corpId, userId, name: userName } = session
      const { name, mayRemind } = await readJson(c, newAssistantSchema)
      const [id, token, createdAt] = [randomUUID(), newToken(), now()]
      const expiresAt = createdAt + tokenLifetimeMs
      const made = { id, corpId, userId, userName, name, mayRemind, createdAt, expiresAt }
      // Those that ended with the app do not count.
      await fromStore(tokens.withdrawAll(session, await askers.stoppedAt(corpId)), storeMs)
      const adding = tokens.add({ ...made, hash: hashOf(token) }, maxAssistants)
      if (!(await fromStore(adding, storeMs)))
        throw new ProblemError(
          'assistants-full',
          `A person has at most ${maxAssistants} assistants.`,
        )
      await auditLog.note(session, 'assistant-token-made', { taskId: null, detail: name })
      return c.json({ id, token, expiresAt } satisfies MadeAssistant)
    })
    .delete('/:id', async (c) => {
      const session = requireSession(c)
      const id = c.req.param('id')
      const isWithdrawn = await fromStore(tokens.withdraw(session, id), storeMs)
      if (!isWithdrawn) throw new ProblemError('not-found', 'There is no such assistant.')
      await auditLog.note(session, 'assistant-token-withdrawn', { taskId: null })
      return c.body(null, 204)
    })
}
