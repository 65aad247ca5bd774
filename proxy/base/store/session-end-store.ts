import { gt } from 'drizzle-orm'
import type { Database } from './database.ts'
import { endedSessions, spentSignIns } from './schema.ts'
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

/** States of sign-ins in a browser, each of which is good for one sign-in on any instance. */
type SpentSignInStore = {
  /** @returns false if it has been spent before */
  spend(state: { id: string; until: EpochMs }): Promise<boolean>
}

export function createSpentSignInStore(database: Database): SpentSignInStore {
  return {
    async spend(state) {
      const spent = await database
        .insert(spentSignIns)
        .values(state)
        .onConflictDoNothing()
        .returning({ id: spentSignIns.id })
      return spent.length > 0
    },
  }
}
