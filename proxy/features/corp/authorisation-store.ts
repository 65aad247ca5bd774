import { eq } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { authorisationPages } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** The corps that authorisation pages of e签宝 were given to, across instances and restarts. */
export type AuthorisationStore = {
  note(page: { taskId: string; corpId: string; at: EpochMs }): Promise<void>
  /** The corp that the page of a task was given to; null if unknown. */
  corpOf(taskId: string): Promise<string | null>
}

export function createAuthorisationStore(database: Database): AuthorisationStore {
  return {
    async note(page) {
      await database.insert(authorisationPages).values(page).onConflictDoNothing()
    },
    async corpOf(taskId) {
      const [found] = await database
        .select({ corpId: authorisationPages.corpId })
        .from(authorisationPages)
        .where(eq(authorisationPages.taskId, taskId))
      return found?.corpId ?? null
    },
  }
}
