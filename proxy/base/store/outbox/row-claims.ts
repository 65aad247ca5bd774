import { and, eq, getTableColumns, inArray, notInArray, sql, type SQL } from 'drizzle-orm'
import { databaseNow } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import type { ClaimedRow, Settlement } from './outbox-row.ts'
import { outbox } from './outbox-schema.ts'
import { isFree, putRows } from './row-writes.ts'

const {
  detail: _detail,
  putAt: _putAt,
  claim: _claim,
  claimedUntil: _claimedUntil,
  ...stored
} = getTableColumns(outbox)

export const columns = { ...stored, isTaken: sql<boolean>`not ${isFree}` }

function leaseOf(ms: number): SQL {
  return sql`${databaseNow} + ${ms}::bigint`
}

export function isClaimed({ id, claim }: ClaimedRow): SQL | undefined {
  return and(eq(outbox.id, id), eq(outbox.claim, claim))
}

export const isOpen = inArray(outbox.state, ['waiting', 'calling'])

export type Claiming = {
  kinds: readonly string[]
  /** Corps of which this instance already sends enough at once. */
  exceptCorps: readonly string[]
  claim: string
  leaseMs: number
  now: number
}

export async function claimRow(database: Database, asked: Claiming): Promise<ClaimedRow | null> {
  const { kinds, exceptCorps, claim, leaseMs, now } = asked
  if (kinds.length === 0) return null
  const first = sql`(
    select id from ${outbox}
    where ${outbox.state} = 'waiting' and ${outbox.dueAt} <= ${now} and ${isFree}
      and ${inArray(outbox.kind, [...kinds])} and ${notInArray(outbox.corpId, [...exceptCorps])}
      and (${outbox.lane} is null or not exists (
        select from ${outbox} as earlier
        where earlier.corp_id = ${outbox.corpId} and earlier.lane = ${outbox.lane}
          and earlier.id < ${outbox.id} and earlier.state in ('waiting', 'calling')
      ))
    order by ${outbox.dueAt}, ${outbox.id} limit 1
    for update of ${outbox} skip locked
  )`
  const [row] = await database
    .update(outbox)
    .set({ claim, claimedUntil: leaseOf(leaseMs), tries: sql`${outbox.tries} + 1` })
    .where(sql`${outbox.id} = ${first}`)
    .returning(columns)
  return row === undefined ? null : { ...row, claim }
}

/** @returns false if the claim has ended */
export async function beginRow(
  database: Database,
  row: ClaimedRow,
  leaseMs: number,
): Promise<boolean> {
  const begun = await database
    .update(outbox)
    .set({ state: 'calling', claimedUntil: leaseOf(leaseMs) })
    .where(and(isClaimed(row), isOpen, sql`${outbox.claimedUntil} >= ${databaseNow}`))
    .returning({ id: outbox.id })
  return begun.length > 0
}

export async function settleRow(
  tx: Database,
  row: ClaimedRow,
  { state, reason = null, detail = null, result = null, put = [] }: Settlement,
  at: number,
): Promise<boolean> {
  const settled = await tx
    .update(outbox)
    .set({ state, reason, detail, result, settledAt: at, claimedUntil: null })
    .where(and(isClaimed(row), isOpen))
    .returning({ id: outbox.id })
  if (settled.length === 0) return false
  await putRows(tx, put, at)
  return true
}
