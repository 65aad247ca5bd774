import { gt } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { endedSessions } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** A session ended by signing out. */
export type EndedSession = {
  sessionId: string
  /** When it would have expired. */
  until: EpochMs
}

export type SessionEndStore = {
  note(ended: EndedSession): Promise<void>
  /** Sessions that would not have expired yet. */
  current(at: EpochMs): Promise<EndedSession[]>
}

export function createSessionEndStore(database: Database): SessionEndStore {
  return {
    async note(ended) {
      await database.insert(endedSessions).values(ended).onConflictDoNothing()
    },
    async current(at) {
      const { sessionId, until } = endedSessions
      return database
        .select({ sessionId, until })
        .from(endedSessions)
        .where(gt(endedSessions.until, at))
    },
  }
}
