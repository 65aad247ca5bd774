import { sql } from 'drizzle-orm'
import { flowGrants } from '#proxy/base/store/access-schema.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { asText, involvementColumns } from './involvement.ts'
import type { Involvement } from './flow-types.ts'

/** What grants people access to flows, apart from their role in the corp. */
export type AccessStore = {
  involvementOf(corpId: string, taskId: string, userId: string): Promise<Involvement>
  /** Stores that a person has a signed link. The latest expiry counts. */
  grant(grant: Grant): Promise<void>
}

export type Grant = { corpId: string; taskId: string; userId: string; until: number }

export function createAccessStore(database: Database): AccessStore {
  return {
    async involvementOf(corpId, taskId, userId) {
      const [involvement] = await database.select(involvementColumns).from(
        sql`(select ${asText(corpId)} as corp_id, ${asText(taskId)} as task_id,
            ${asText(userId)} as user_id) as wanted`,
      )
      if (involvement === undefined) throw new Error('a select of one row answered none')
      return involvement
    },
    async grant(grant) {
      await database
        .insert(flowGrants)
        .values(grant)
        .onConflictDoUpdate({
          target: [flowGrants.corpId, flowGrants.userId, flowGrants.taskId],
          set: { until: sql`greatest(${flowGrants.until}, excluded.until)` },
        })
    },
  }
}
