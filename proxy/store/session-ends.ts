import { gt, lte } from 'drizzle-orm'
import type { Connect } from './database.ts'
import { endedSessions } from './schema.ts'

/** A session that was ended by signing out. */
export type EndedSession = {
  sessionId: string
  /** When it would have ended by itself, epoch milliseconds. */
  until: number
}

export type SessionEnds = {
  note(ended: EndedSession): Promise<void>
  /** Those that would not have ended yet; the others are forgotten. */
  current(at: number): Promise<EndedSession[]>
}

export function createSessionEnds(connect: Connect): SessionEnds {
  return {
    async note(ended) {
      const database = await connect()
      await database.insert(endedSessions).values(ended).onConflictDoNothing()
    },
    async current(at) {
      const database = await connect()
      await database.delete(endedSessions).where(lte(endedSessions.until, at))
      const { sessionId, until } = endedSessions
      return database
        .select({ sessionId, until })
        .from(endedSessions)
        .where(gt(endedSessions.until, at))
    },
  }
}
