import { Hono } from 'hono'
import type { OutboxDesk } from '#shared/schemas/corp/outbox.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { Outbox } from '#proxy/base/store/outbox/outbox.ts'
import type { Clock } from '#shared/rules/time.ts'

export type OutboxDeskDeps = {
  outbox: Pick<Outbox, 'groups' | 'hurry'>
  /** Kinds of jobs that send. */
  kinds: ReadonlySet<string>
  roles: Pick<Roles, 'requireAdmin'>
  now: Clock
}

/** How long failures are shown. */
const failedMs = 7 * 24 * 60 * 60_000

/** Pending and failed messages of the corp, for its administrators. */
export function outboxDeskRoutes(deps: OutboxDeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const { outbox, kinds, roles, now } = deps
  return routes
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const all = await fromStore(outbox.groups(corpId, now() - failedMs))
      const groups = all.filter(({ kind }) => kinds.has(kind))
      return c.json({ groups } satisfies OutboxDesk)
    })
    .post('/retry', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      await fromStore(outbox.hurry(corpId, now()))
      return c.body(null, 204)
    })
}
