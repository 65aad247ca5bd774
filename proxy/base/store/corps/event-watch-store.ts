import { sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { readAllInDingTalk } from './corp-job-store.ts'
import { eventWatch } from './corp-schema.ts'

/**
 * Until when no event of DingTalk was lost. After a gap, every organisation is read anew in DingTalk.
 * Times are by the database's clock, which all instances share, but for those of jobs.
 */
export type EventWatchStore = {
  /** Null if events were never received. */
  receivedUntil(): Promise<number | null>
  /** Notes that no event was lost until a time. */
  noteReceived(at: number): Promise<void>
  /**
   * Notes that events until a time may have been lost.
   * @param jobsAt when the readings are due, by the clock of this instance
   */
  noteGap(at: number, jobsAt: number): Promise<void>
  /**
   * Notes that an instance is receiving events now. There was a gap if none was for longer than
   * `maxGapMs`.
   * @param jobsAt as of `noteGap`
   * @returns whether there was a gap
   */
  notePresent(at: number, maxGapMs: number, jobsAt: number): Promise<boolean>
}

/** A stored time this far in the future came from a clock that was ahead (milliseconds). */
export const aheadMs = 10 * 60_000

const name = 'all'
const { receivedUntil } = eventWatch

/** Compares with the time being written. */
const toPut = sql`excluded.received_until`

const isAhead = sql`${receivedUntil} > ${toPut} + ${aheadMs}::bigint`

/** The later of both times, unless the stored one came from a clock ahead. */
const later = sql`case when ${isAhead} then ${toPut} else greatest(${receivedUntil}, ${toPut}) end`

export function createEventWatchStore(
  database: Database,
  notifyOfPut: () => void,
): EventWatchStore {
  async function put(tx: Database, at: number): Promise<void> {
    await tx
      .insert(eventWatch)
      .values({ name, receivedUntil: at })
      .onConflictDoUpdate({ target: eventWatch.name, set: { receivedUntil: later } })
  }

  return {
    async receivedUntil() {
      const [row] = await database.select({ receivedUntil }).from(eventWatch)
      return row?.receivedUntil ?? null
    },

    noteReceived: (at) => put(database, at),

    async noteGap(at, jobsAt) {
      await database.transaction(async (tx) => {
        await readAllInDingTalk(tx, jobsAt)
        await put(tx, at)
      })
      notifyOfPut()
    },

    async notePresent(at, maxGapMs, jobsAt) {
      const wasGap = await database.transaction(async (tx) => {
        const [known] = await tx.select({ receivedUntil }).from(eventWatch).for('update')
        await put(tx, at)
        const isGap =
          known === undefined ||
          known.receivedUntil < at - maxGapMs ||
          known.receivedUntil > at + aheadMs
        if (isGap) await readAllInDingTalk(tx, jobsAt)
        return isGap
      })
      if (wasGap) notifyOfPut()
      return wasGap
    },
  }
}
