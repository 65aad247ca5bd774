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
  const settingsOf = async (corpId: string): Promise<CorpSettings> => {
    const { timeZone, messageLanguage } = await fromStore(book.of(corpId), storeMs)
    return { timeZone, defaultTimeZone, messageLanguage }
  }
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      return c.json(await settingsOf(corpId))
    })
    .put('/', limitJsonBody, async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId } = session
      const { timeZone, messageLanguage } = await readJson(c, corpSettingsChangeSchema)
      const change = {
        ...(timeZone !== undefined && { timeZone }),
        ...(messageLanguage !== undefined && { messageLanguage }),
      }
      await fromStore(book.change(corpId, change), storeMs)
      await fromStore(events.publish({ type: 'settings-changed', corpId }), storeMs)
      await auditLog.note(session, 'settings-changed', {
        taskId: null,
        detail: [timeZone === null ? defaultTimeZone : timeZone, messageLanguage]
          .filter((value) => value !== undefined)
          .join(' · '),
      })
      return c.json(await settingsOf(corpId))
    })
}
