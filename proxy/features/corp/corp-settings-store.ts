import { eq } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { corpSettings } from '#proxy/base/store/corps/corp-schema.ts'

export type CorpSettingsStore = {
  /** IANA name; null if none is set. */
  timeZoneOf(corpId: string): Promise<string | null>
  setTimeZone(corpId: string, timeZone: string | null): Promise<void>
}

export function createCorpSettingsStore(database: Database): CorpSettingsStore {
  return {
    async timeZoneOf(corpId) {
      const [found] = await database
        .select({ timeZone: corpSettings.timeZone })
        .from(corpSettings)
        .where(eq(corpSettings.corpId, corpId))
      return found?.timeZone ?? null
    },
    async setTimeZone(corpId, timeZone) {
      await database
        .insert(corpSettings)
        .values({ corpId, timeZone })
        .onConflictDoUpdate({ target: corpSettings.corpId, set: { timeZone } })
    },
  }
}
