import { gt, lte } from 'drizzle-orm'
import type { Database } from './database.ts'
import { endedSessions } from './schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** A session ended by signing out. */
export type EndedSession = {
  sessionId: string
  /** When it would have expired. */
  until: EpochMs
}

export type SessionEnds = {
  note(ended: EndedSession): Promise<void>
  /** Sessions that would not have expired yet; deletes the others. */
  current(at: EpochMs): Promise<EndedSession[]>
}

export function createSessionEnds(database: Database): SessionEnds {
  return {
    async note(ended) {
      await database.insert(endedSessions).values(ended).onConflictDoNothing()
    },
    async current(at) {
      await database.delete(endedSessions).where(lte(endedSessions.until, at))
      const { sessionId, until } = endedSessions
      return database
        .select({ sessionId, until })
        .from(endedSessions)
        .where(gt(endedSessions.until, at))
    },
  }
}
