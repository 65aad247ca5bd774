import { eq } from 'drizzle-orm'
import type { Database } from '#proxy/store/database.ts'
import { authorisationPages } from '#proxy/store/schema.ts'

/** To which corps pages of e签宝 for authorising the app were handed out, for all instances and restarts. */
export type AuthorisationBook = {
  /** @param page `at` in epoch milliseconds */
  note(page: { taskId: string; corpId: string; at: number }): Promise<void>
  /** The corp to which the page of a task was handed out; null when none is known. */
  corpOf(taskId: string): Promise<string | null>
}

export function createAuthorisationBook(database: Database): AuthorisationBook {
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
