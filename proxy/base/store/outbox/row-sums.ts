import { and, count, eq, gte, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Database } from '#proxy/base/store/database.ts'
import { deliveryKind, type RowGroup } from './outbox-row.ts'
import { outbox } from './outbox-schema.ts'
import { isOpen } from './row-claims.ts'

/** See `Outbox.groups`. */
export async function readGroups(
  database: Database,
  corpId: string,
  failedSince: number,
): Promise<RowGroup[]> {
  const state = sql<RowGroup['state']>`case ${outbox.state}
    when 'calling' then 'waiting' when 'sent' then 'not-arrived' else ${outbox.state} end`
  const isOfDelivery = eq(outbox.kind, deliveryKind)
  const isGivenUp = inArray(outbox.state, ['failed', 'unknown'])
  const hasNotArrived = and(isOfDelivery, eq(outbox.state, 'sent'), isNotNull(outbox.reason))
  const isRecent = gte(outbox.settledAt, failedSince)
  return database
    .select({
      kind: outbox.kind,
      state,
      reason: outbox.reason,
      detail: sql<string | null>`(array_agg(${outbox.detail} order by ${outbox.id} desc))[1]`,
      count: count(),
      at: sql`coalesce(max(${outbox.settledAt}), min(${outbox.dueAt}))`.mapWith(Number),
    })
    .from(outbox)
    .where(
      and(
        eq(outbox.corpId, corpId),
        or(
          // Delivery rows are shown only if the message was not delivered.
          and(ne(outbox.kind, deliveryKind), or(isOpen, and(isGivenUp, isRecent))),
          and(hasNotArrived, isRecent),
        ),
      ),
    )
    .groupBy(outbox.kind, state, outbox.reason)
    .orderBy(outbox.kind, state, outbox.reason)
}

type Tried = { corpId: string; kind: string; since: number }

/** See `Outbox.triesSince`. */
export async function countTries(
  database: Database,
  { corpId, kind, since }: Tried,
): Promise<number> {
  const [tried] = await database
    .select({ tries: sql`coalesce(sum(${outbox.tries}), 0)`.mapWith(Number) })
    .from(outbox)
    .where(
      and(
        eq(outbox.corpId, corpId),
        isNull(outbox.userId),
        eq(outbox.kind, kind),
        ne(outbox.state, 'dropped'),
        or(isNull(outbox.settledAt), gte(outbox.settledAt, since)),
      ),
    )
  return tried?.tries ?? 0
}
