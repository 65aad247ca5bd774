import type { Database } from '#proxy/base/store/database.ts'
import { spentSignIns } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

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
