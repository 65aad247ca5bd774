import { and, desc, eq } from 'drizzle-orm'
import type { Connect, Database } from './database.ts'
import type { NewUrge, UrgeClaim, UrgeJournal } from './registry.ts'
import { flows, urges } from './schema.ts'

/** Who urged whom and when. */
export function createUrgeJournal(connect: Connect): UrgeJournal {
  return {
    async claim(urge, minIntervalMs) {
      const database = await connect()
      return database.transaction((tx) => claimUrge(tx, urge, minIntervalMs))
    },
    async withdraw(id) {
      const database = await connect()
      await database.delete(urges).where(eq(urges.id, id))
    },
    async list(corpId, taskId) {
      const database = await connect()
      return database
        .select({
          id: urges.id,
          userId: urges.userId,
          name: urges.name,
          recipients: urges.recipients,
          at: urges.at,
        })
        .from(urges)
        .where(and(eq(urges.corpId, corpId), eq(urges.taskId, taskId)))
        .orderBy(desc(urges.at), desc(urges.id))
    },
  }
}

/** Notes an urge within a transaction, see `UrgeJournal.claim`. */
export async function claimUrge(
  tx: Database,
  urge: NewUrge,
  minIntervalMs: number,
): Promise<UrgeClaim> {
  const { corpId, taskId, at } = urge
  // Whoever else wants to urge about this flow waits here until we have.
  await tx
    .select({ taskId: flows.taskId })
    .from(flows)
    .where(and(eq(flows.corpId, corpId), eq(flows.taskId, taskId)))
    .for('update')
  const [last] = await tx
    .select({ at: urges.at })
    .from(urges)
    .where(and(eq(urges.corpId, corpId), eq(urges.taskId, taskId)))
    .orderBy(desc(urges.at))
    .limit(1)
  if (last !== undefined && at - last.at < minIntervalMs) return { lastAt: last.at }
  const [noted] = await tx.insert(urges).values(urge).returning({ id: urges.id })
  if (noted === undefined) throw new Error('an insert answered nothing')
  return noted
}
