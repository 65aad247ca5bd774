import { eq } from 'drizzle-orm'
import { type MarkedDays, noMarkedDays } from '#shared/rules/calendar/working-days.ts'
import {
  defaultMessageLanguage,
  type MessageLanguage,
  messageLanguages,
} from '#shared/rules/message-language.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { corpSettings } from '#proxy/base/store/corps/corp-schema.ts'

export type StoredCorpSettings = {
  /** IANA name; null if none is set. */
  timeZone: string | null
  messageLanguage: MessageLanguage
  extraDays: MarkedDays
}

export type CorpSettingsStore = {
  of(corpId: string): Promise<StoredCorpSettings>
  change(corpId: string, change: Partial<StoredCorpSettings>): Promise<void>
}

export function createCorpSettingsStore(database: Database): CorpSettingsStore {
  return {
    async of(corpId) {
      const [found] = await database
        .select()
        .from(corpSettings)
        .where(eq(corpSettings.corpId, corpId))
      const stored = messageLanguages.find((language) => language === found?.messageLanguage)
      return {
        timeZone: found?.timeZone ?? null,
        messageLanguage: stored ?? defaultMessageLanguage,
        extraDays: found?.extraDays ?? noMarkedDays,
      }
    },
    async change(corpId, change) {
      await database
        .insert(corpSettings)
        .values({ corpId, ...change })
        .onConflictDoUpdate({ target: corpSettings.corpId, set: change })
    },
  }
}
