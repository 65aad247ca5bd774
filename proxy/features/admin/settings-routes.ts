import { Hono } from 'hono'
import { corpSettingsChangeSchema, type CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import type { AuditLog } from '#proxy/features/audit/audit-log.ts'
import { fromStore, storeMs } from '#proxy/base/store/store-timeout.ts'
import { limitJsonBody, readJson } from '#proxy/base/http/json-request.ts'
import type { Roles } from '#proxy/features/session/roles.ts'
import type { CorpSettingsStore } from '#proxy/features/corp/corp-settings-store.ts'
import type { Events } from '#proxy/base/store/events.ts'

export type CorpSettingsDeps = {
  book: CorpSettingsStore
  events: Pick<Events, 'publish'>
  roles: Pick<Roles, 'requireAdmin'>
  defaultTimeZone: string
}

/** What a corp's administrators set for all its people. */
export function corpSettingsRoutes(deps: CorpSettingsDeps, auditLog: AuditLog): Hono<AppEnv> {
  const { book, events, roles, defaultTimeZone } = deps
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      const timeZone = await fromStore(book.timeZoneOf(corpId), storeMs)
      return c.json({ timeZone, defaultTimeZone } satisfies CorpSettings)
    })
    .put('/', limitJsonBody, async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId } = session
      const { timeZone } = await readJson(c, corpSettingsChangeSchema)
      await fromStore(book.setTimeZone(corpId, timeZone), storeMs)
      await fromStore(events.publish({ type: 'settings-changed', corpId }), storeMs)
      await auditLog.note(session, 'settings-changed', {
        taskId: null,
        detail: timeZone ?? defaultTimeZone,
      })
      return c.json({ timeZone, defaultTimeZone } satisfies CorpSettings)
    })
}
