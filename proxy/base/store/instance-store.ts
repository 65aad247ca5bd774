import { eq, sql } from 'drizzle-orm'
import { integer, pgTable } from 'drizzle-orm/pg-core'
import { lockKeys } from './advisory-locks.ts'
import { databaseNow, text, time } from './columns.ts'
import type { Database } from './database.ts'

export const instances = pgTable('instances', {
  id: text('id').primaryKey(),
  /** Calls per window that it may make, or may have made in the last one. */
  calls: integer('calls').notNull(),
  /** When it is no longer alive, by the database clock. */
  until: time('until').notNull(),
})

export type Heartbeat = {
  all: number
  /** Calls per window that it may have made lately, and makes until it has the answer. */
  held: number
  /** The number of instances to expect at least, until it has seen the others. */
  expected: number
  /** How long it counts as alive without another heartbeat (milliseconds). */
  aliveMs: number
  /** How long its calls count after that: a window, and the longest difference in latency. */
  guardMs: number
}

/** How many calls per window an instance may make, and how many it will get. */
export type Part = { calls: number; soon: number }

/**
 * An instance gets what others have to give up only after they have reported that they make fewer
 * calls.
 */
export type InstanceStore = {
  beat: (id: string, heartbeat: Heartbeat) => Promise<Part>
  /** Ends an instance; its calls count for `guardMs` longer. */
  leave: (id: string) => Promise<void>
}

export function createInstanceStore(database: Database): InstanceStore {
  return {
    beat: (id, { all, held, expected, aliveMs, guardMs }) =>
      database.transaction(async (tx) => {
        // One after the other, so that each sees what the others got.
        await tx.execute(sql`select pg_advisory_xact_lock(${lockKeys.instances})`)
        await tx.delete(instances).where(sql`${instances.until} + ${guardMs} <= ${databaseNow}`)
        const { calls, until } = instances
        const isAlive = sql<boolean>`${until} > ${databaseNow}`
        const rows = await tx.select({ id: instances.id, calls, isAlive }).from(instances)
        const others = rows.filter((row) => row.id !== id)
        const isKnown = rows.some((row) => row.id === id && row.isAlive)
        const alive = others.filter((other) => other.isAlive).length + 1
        const count = isKnown ? alive : Math.max(alive, expected)
        const soon = Math.max(1, Math.floor(all / count))
        const taken = others.reduce((sum, other) => sum + other.calls, 0)
        const part = Math.max(0, Math.min(soon, all - taken))
        const row = { calls: Math.max(part, held), until: sql<number>`${databaseNow} + ${aliveMs}` }
        await tx
          .insert(instances)
          .values({ id, ...row })
          .onConflictDoUpdate({ target: instances.id, set: row })
        return { calls: part, soon }
      }),

    async leave(id) {
      await database
        .update(instances)
        .set({ until: sql`least(${instances.until}, ${databaseNow})` })
        .where(eq(instances.id, id))
    },
  }
}
