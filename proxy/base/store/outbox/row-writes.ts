import { sql } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { rowsOf } from '#proxy/base/store/rows.ts'
import type { NewRow } from './outbox-row.ts'
import { outbox } from './outbox-schema.ts'

const dayMs = 24 * 60 * 60_000

/** How long a row is worth sending after it was due, unless the row says otherwise. */
const usefulMs = 3 * dayMs

/** Whether no instance is working on a row. */
export const isFree = sql`(${outbox.claimedUntil} is null or ${outbox.claimedUntil} < ${databaseNow})`

/** Adds rows with new keys. @returns whether there were any */
export async function putRows(
  database: Database,
  rows: readonly NewRow[],
  at: number,
): Promise<boolean> {
  if (rows.length === 0) return false
  const put = await database
    .insert(outbox)
    .values(
      rows.map(({ lane = null, expiresAt, ...row }) => ({
        ...row,
        lane,
        state: 'waiting' as const,
        putAt: at,
        expiresAt: expiresAt ?? row.dueAt + usefulMs,
      })),
    )
    .onConflictDoNothing({ target: [outbox.corpId, outbox.key] })
    .returning({ id: outbox.id })
  return put.length > 0
}

type Cancelled = { corpId: string; taskId: string; kind: string; exceptKeys: readonly string[] }

const cancelledTypes = { corpId: 'text', taskId: 'text', kind: 'text', exceptKeys: 'text[]' }

/** Deletes rows that are not being sent, so that the same keys can be added again. */
export async function cancelRows(
  database: Database,
  cancelled: readonly Cancelled[],
): Promise<void> {
  if (cancelled.length === 0) return
  await database.execute(sql`
    delete from ${outbox} using ${rowsOf(cancelled, cancelledTypes)}
    where ${outbox.corpId} = row."corpId" and ${outbox.taskId} = row."taskId"
      and ${outbox.kind} = row.kind and ${outbox.key} <> all(row."exceptKeys")
      and ${outbox.state} = 'waiting' and ${isFree}`)
}
