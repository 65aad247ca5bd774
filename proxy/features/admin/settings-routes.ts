import { Hono } from 'hono'
import type { MarkedDays } from '#shared/rules/calendar/working-days.ts'
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
    return { ...(await fromStore(book.of(corpId), storeMs)), defaultTimeZone }
  }
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { corpId } = roles.requireAdmin(c)
      return c.json(await settingsOf(corpId))
    })
    .put('/', limitJsonBody, async (c) => {
      const session = roles.requireAdmin(c)
      const { corpId } = session
      const { timeZone, messageLanguage, extraDays } = await readJson(c, corpSettingsChangeSchema)
      const change = {
        ...(timeZone !== undefined && { timeZone }),
        ...(messageLanguage !== undefined && { messageLanguage }),
        ...(extraDays !== undefined && { extraDays }),
      }
      const before = extraDays && (await fromStore(book.of(corpId), storeMs)).extraDays
      await fromStore(book.change(corpId, change), storeMs)
      await fromStore(events.publish({ type: 'settings-changed', corpId }), storeMs)
      await auditLog.note(session, 'settings-changed', {
        taskId: null,
        detail: [
          timeZone === null ? defaultTimeZone : timeZone,
          messageLanguage,
          ...(before && extraDays ? changedDays(before, extraDays) : []),
        ]
          .filter((value) => value !== undefined)
          .join(' · '),
      })
      return c.json(await settingsOf(corpId))
    })
}

function changedDays(before: MarkedDays, after: MarkedDays): string[] {
  const kinds = ['off', 'working'] as const
  return kinds.flatMap((kind) => [
    ...after[kind].filter((day) => !before[kind].includes(day)).map((day) => `+ ${day} ${kind}`),
    ...before[kind].filter((day) => !after[kind].includes(day)).map((day) => `− ${day} ${kind}`),
  ])
}
