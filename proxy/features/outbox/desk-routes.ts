import { Hono } from 'hono'
import type { OutboxDesk } from '#shared/schemas/corp/outbox.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { fromStore } from '#proxy/base/store/store-timeout.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { RobotStore } from '#proxy/base/store/jobs/robot-store.ts'
import type { OutboxStore } from '#proxy/base/store/outbox/outbox-store.ts'
import type { Clock, EpochMs } from '#shared/rules/time.ts'

export type OutboxDeskDeps = {
  outbox: Pick<OutboxStore, 'groups' | 'hurry'>
  /** Kinds of jobs that send. */
  kinds: ReadonlySet<string>
  /** Null while the app has no robot. */
  robot: Pick<RobotStore, 'useSince'> | null
  roles: Pick<Roles, 'requireAdmin'>
  auditLog: AuditLog
  now: Clock
}

const chinaOffsetMs = 8 * 60 * 60_000

/** In China's time zone, by whose months DingTalk counts its quotas. */
function monthBegin(now: EpochMs): EpochMs {
  const there = new Date(now + chinaOffsetMs)
  return Date.UTC(there.getUTCFullYear(), there.getUTCMonth()) - chinaOffsetMs
}

/** How long failures are shown. */
const failedMs = 7 * 24 * 60 * 60_000

/** Pending and failed messages of the corp, for its administrators. */
export function outboxDeskRoutes(deps: OutboxDeskDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const { outbox, kinds, robot, roles, auditLog, now } = deps
  return routes
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const all = await fromStore(outbox.groups(corpId, now() - failedMs))
      const groups = all.filter(({ kind }) => kinds.has(kind))
      if (robot === null) return c.json({ groups } satisfies OutboxDesk)
      const use = await fromStore(robot.useSince(corpId, monthBegin(now())))
      return c.json({ groups, robot: use } satisfies OutboxDesk)
    })
    .post('/retry', async (c) => {
      const session = roles.requireAdmin(c)
      await fromStore(outbox.hurry(session.corpId, now()))
      const detail = 'waiting messages tried again'
      await auditLog.note(session, 'settings-changed', { taskId: null, detail })
      return c.body(null, 204)
    })
}
