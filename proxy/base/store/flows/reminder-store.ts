import { and, desc, eq, lt } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { isAbout } from '#proxy/base/store/flow-key.ts'
import { flows, reminders } from '#proxy/base/store/schema.ts'
import type { NewReminder } from './flow-types.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type ReminderStore = {
  /**
   * Before it is sent, unless there was one within the interval; of concurrent ones, on any
   * instance, one succeeds. The flow must be known.
   */
  claim(reminder: NewReminder, minIntervalMs: number): Promise<ReminderClaim>
  withdraw(id: number): Promise<void>
}

/** `lastAt`: time of the reminder that is too recent for another. */
export type ReminderClaim = { id: number } | { lastAt: EpochMs }

export function createReminderStore(database: Database): ReminderStore {
  return {
    async claim(reminder, minIntervalMs) {
      return database.transaction((tx) => claimReminder(tx, reminder, minIntervalMs))
    },
    async withdraw(id) {
      await database.delete(reminders).where(eq(reminders.id, id))
    },
  }
}

export async function claimReminder(
  tx: Database,
  reminder: NewReminder,
  minIntervalMs: number,
): Promise<ReminderClaim> {
  const { at } = reminder
  // Locks the row, so that concurrent reminders of this flow wait.
  await tx
    .select({ taskId: flows.taskId })
    .from(flows)
    .where(isAbout(flows, reminder))
    .for('update')
  const [last] = await tx
    .select({ at: reminders.at })
    .from(reminders)
    .where(
      and(
        isAbout(reminders, reminder),
        // Ignores later reminders: their time came from a clock that was ahead.
        lt(reminders.at, at + minIntervalMs),
      ),
    )
    .orderBy(desc(reminders.at))
    .limit(1)
  if (last !== undefined && at - last.at < minIntervalMs) return { lastAt: last.at }
  const [noted] = await tx.insert(reminders).values(reminder).returning({ id: reminders.id })
  if (noted === undefined) throw new Error('an insert answered nothing')
  return noted
}
