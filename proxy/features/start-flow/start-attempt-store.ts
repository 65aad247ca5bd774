import { and, eq, getTableColumns, ne, sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { startAttempts } from '#proxy/base/store/schema.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** An attempt to start a flow; `key` identifies it for the user. */
export type Attempt = { corpId: string; userId: string; key: string }

/**
 * Each starts at most one flow, however many instances receive it or crash meanwhile. Times are by
 * the database clock.
 */
export type StartAttemptStore = {
  /**
   * Of concurrent calls one succeeds.
   * @param digest of the request
   */
  claim(attempt: Attempt, digest: string): Promise<AttemptClaim>
  /** Null if it was withdrawn. */
  find(attempt: Attempt): Promise<FoundAttempt | null>
  /**
   * Restarts an attempt that a dead instance left.
   * @returns when it restarted; null if another call succeeded
   */
  takeOver(attempt: Attempt, since: EpochMs): Promise<number | null>
  finish(attempt: Attempt, answer: unknown): Promise<void>
  /** @param since when the attempt started */
  markUnknown(attempt: Attempt, since: EpochMs): Promise<void>
  /**
   * Its key is free again.
   * @param since when it started; a later attempt with the same key stays
   */
  withdraw(attempt: Attempt, since: EpochMs): Promise<void>
}

export type AttemptClaim = { state: 'claimed'; since: EpochMs } | FoundAttempt

export type FoundAttempt = { digest: string } & (
  | {
      state: 'under-way'
      since: EpochMs
      ageMs: number
    }
  | { state: 'done'; answer: unknown }
  | { state: 'unknown' }
)

const ageMs = sql<number>`${databaseNow} - ${startAttempts.startedAt}`.mapWith(Number)

export function createStartAttemptStore(database: Database): StartAttemptStore {
  async function find(attempt: Attempt): Promise<FoundAttempt | null> {
    const [row] = await database
      .select({ ...getTableColumns(startAttempts), ageMs })
      .from(startAttempts)
      .where(is(attempt))
    if (row === undefined) return null
    const { digest, state, answer, startedAt } = row
    if (state === 'done') return { digest, state, answer }
    if (state === 'unknown') return { digest, state }
    return { digest, state, since: startedAt, ageMs: row.ageMs }
  }

  return {
    async claim(attempt, digest) {
      for (;;) {
        const row = { ...attempt, digest, state: 'under-way', startedAt: databaseNow } as const
        const claimed = await database
          .insert(startAttempts)
          .values(row)
          .onConflictDoNothing()
          .returning({ since: startAttempts.startedAt })
        if (claimed[0] !== undefined) return { state: 'claimed', ...claimed[0] }
        // Not found if it was withdrawn in between.
        const found = await find(attempt)
        if (found !== null) return found
      }
    },
    find,
    async takeOver(attempt, since) {
      const taken = await database
        .update(startAttempts)
        // Strictly increasing, so that only one can take over.
        .set({ startedAt: sql`greatest(${databaseNow}, ${startAttempts.startedAt} + 1)` })
        .where(
          and(
            is(attempt),
            eq(startAttempts.state, 'under-way'),
            eq(startAttempts.startedAt, since),
          ),
        )
        .returning({ startedAt: startAttempts.startedAt })
      return taken[0]?.startedAt ?? null
    },
    async finish(attempt, answer) {
      await database.update(startAttempts).set({ state: 'done', answer }).where(is(attempt))
    },
    async markUnknown(attempt, since) {
      await database
        .update(startAttempts)
        .set({ state: 'unknown' })
        .where(isUnfinished(attempt, since))
    },
    async withdraw(attempt, since) {
      await database.delete(startAttempts).where(isUnfinished(attempt, since))
    },
  }
}

function isUnfinished(attempt: Attempt, since: EpochMs) {
  return and(is(attempt), eq(startAttempts.startedAt, since), ne(startAttempts.state, 'done'))
}

function is({ corpId, userId, key }: Attempt) {
  return and(
    eq(startAttempts.corpId, corpId),
    eq(startAttempts.userId, userId),
    eq(startAttempts.key, key),
  )
}
