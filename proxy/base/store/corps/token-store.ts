import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { corpTokens } from './corp-schema.ts'

/** Tokens shared by all instances; one instance at a time fetches each. */
export type TokenStore = {
  /**
   * Returns a token valid for longer than `leftMs`, or else a lease of `leaseMs` for fetching one.
   */
  take(name: string, leftMs: number, leaseMs: number): Promise<TakenToken>
  extend(name: string, leaseMs: number): Promise<void>
  put(name: string, sealed: string, lifetimeMs: number): Promise<void>
  release(name: string): Promise<void>
  drop(name: string, sealed: string): Promise<void>
  /** Expires the current token and the one being fetched. */
  expire(name: string): Promise<void>
}

export type TakenToken =
  | { kind: 'token'; sealed: string; leftMs: number }
  | { kind: 'fetch' }
  /** Another instance is fetching one. */
  | { kind: 'wait' }

/** Replaces the token's expiry; also expires a token being fetched. */
const expired = -1

const leaseOf = (leaseMs: number) => sql<number>`${databaseNow} + ${leaseMs}`

export function createTokenStore(database: Database): TokenStore {
  return {
    async take(name, leftMs, leaseMs) {
      const fetchUntil = leaseOf(leaseMs)
      const taken = await database
        .insert(corpTokens)
        .values({ name, sealed: null, expiresAt: 0, fetchUntil })
        .onConflictDoUpdate({
          target: corpTokens.name,
          set: { fetchUntil, expiresAt: 0 },
          setWhere: sql`${corpTokens.expiresAt} <= ${databaseNow} + ${leftMs}
            and ${corpTokens.fetchUntil} <= ${databaseNow}`,
        })
        .returning({ name: corpTokens.name })
      if (taken.length > 0) return { kind: 'fetch' }
      const [found] = await database
        .select({
          sealed: corpTokens.sealed,
          leftMs: sql<number>`${corpTokens.expiresAt} - ${databaseNow}`.mapWith(Number),
        })
        .from(corpTokens)
        .where(eq(corpTokens.name, name))
      if (found === undefined || found.sealed === null || found.leftMs <= leftMs)
        return { kind: 'wait' }
      return { kind: 'token', sealed: found.sealed, leftMs: found.leftMs }
    },

    async extend(name, leaseMs) {
      await database
        .update(corpTokens)
        .set({ fetchUntil: leaseOf(leaseMs) })
        .where(and(eq(corpTokens.name, name), gt(corpTokens.fetchUntil, 0)))
    },

    async put(name, sealed, lifetimeMs) {
      const expiresAt = sql<number>`${databaseNow} + ${Math.floor(lifetimeMs)}`
      await database
        .insert(corpTokens)
        .values({ name, sealed, expiresAt, fetchUntil: 0 })
        .onConflictDoUpdate({
          target: corpTokens.name,
          set: {
            sealed,
            expiresAt: sql`case when ${corpTokens.expiresAt} = ${expired} then 0 else ${expiresAt} end`,
            fetchUntil: 0,
          },
        })
    },

    async release(name) {
      // Anybody can make up a corp, so one that never had a token leaves no row.
      const deleted = await database
        .delete(corpTokens)
        .where(and(eq(corpTokens.name, name), isNull(corpTokens.sealed)))
        .returning({ name: corpTokens.name })
      if (deleted.length > 0) return
      await database.update(corpTokens).set({ fetchUntil: 0 }).where(eq(corpTokens.name, name))
    },

    async drop(name, sealed) {
      await database
        .update(corpTokens)
        .set({ expiresAt: 0 })
        .where(
          and(
            eq(corpTokens.name, name),
            eq(corpTokens.sealed, sealed),
            gt(corpTokens.expiresAt, 0),
          ),
        )
    },

    async expire(name) {
      await database.update(corpTokens).set({ expiresAt: expired }).where(eq(corpTokens.name, name))
    },
  }
}
