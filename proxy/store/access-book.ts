import { and, eq, or, sql } from 'drizzle-orm'
import type { Connect } from './database.ts'
import type { AccessBook } from './registry.ts'
import { flowGrants, flowPeople, flows } from './schema.ts'

/** What lets people see flows. */
export function createAccessBook(connect: Connect): AccessBook {
  return {
    async standingOf(corpId, taskId, userId) {
      const database = await connect()
      const isFlow = and(eq(flows.corpId, corpId), eq(flows.taskId, taskId))
      const people = database
        .select({ taskId: flowPeople.taskId })
        .from(flowPeople)
        .where(
          and(
            eq(flowPeople.corpId, corpId),
            eq(flowPeople.taskId, taskId),
            eq(flowPeople.userId, userId),
          ),
        )
      const personal = database
        .select({ taskId: flows.taskId })
        .from(flows)
        .where(and(isFlow, or(eq(flows.initiatorUserId, userId), sql`exists ${people}`)))
      const grants = database
        .select({ until: flowGrants.until })
        .from(flowGrants)
        .where(
          and(
            eq(flowGrants.corpId, corpId),
            eq(flowGrants.userId, userId),
            eq(flowGrants.taskId, taskId),
          ),
        )
      const [standing] = await database
        .select({
          isPerson: sql<boolean>`exists ${personal}`,
          grantedUntil: sql`${grants}`.mapWith(flowGrants.until),
        })
        .from(sql`(select 1) as one`)
      if (standing === undefined) throw new Error('a select of one row answered none')
      return standing
    },
    async grant(grant) {
      const database = await connect()
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
