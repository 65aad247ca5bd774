import { and, asc, desc, eq, getTableColumns, gt, gte, lte, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { CorpFilter, CorpTrouble } from '#shared/rules/codes/corp-codes.ts'
import { storable } from '#proxy/store/columns.ts'
import { decodeCursor, pageOf, type CursorPage } from '#proxy/store/cursor.ts'
import type { Database } from '#proxy/store/database.ts'
import { flows } from '#proxy/store/schema.ts'
import type { StoredCorp } from './corp-book.ts'
import { corps } from './corp-schema.ts'
import { gramsToFind } from './name-grams.ts'

/** Organisations as operators browse them. Each query reads about one page, whatever the total. */
export type CorpList = {
  /** @throws ProblemError `invalid-request` for a cursor that is not ours */
  page(query: CorpQuery): Promise<CursorPage<ListedCorp>>
  /** One organisation, as listed. */
  find(corpId: string, times: CorpTimes): Promise<ListedCorp | null>
  /** How many each filter lists; the only query that reads all of them. */
  counts(times: CorpTimes): Promise<Record<CorpFilter, number>>
}

export type ListedCorp = StoredCorp & { flowsThisMonth: number }

export type CorpTimes = {
  /** Epoch milliseconds, as is `monthBegan`. */
  now: number
  monthBegan: number
}

export type CorpQuery = CorpTimes & {
  filter: CorpFilter
  /** Part of the name, or the start of the id. */
  q?: string | undefined
  cursor?: string | undefined
  limit: number
}

const dayMs = 24 * 60 * 60_000

/** Subscriptions that end within this time are listed as ending. */
const endingMs = 30 * dayMs

const cursorSchema = z.tuple([z.number().int(), z.string().transform(storable)])

const { grams: _grams, ...columns } = getTableColumns(corps)

export function createCorpList(database: Database): CorpList {
  return {
    async page(query) {
      const { filter, q, cursor, limit } = query
      const after = decodeCursor(cursor, cursorSchema)
      const { by, order, isAfter } = orderOf(filter)
      const rows = await database
        .select(columnsAt(query))
        .from(corps)
        .where(and(inFilter(filter, query.now), matching(q), after && isAfter(...after)))
        .orderBy(order(by), order(corps.corpId))
        .limit(limit + 1)
      return pageOf(rows, limit, ({ since, boughtUntil, corpId }) => [
        (by === corps.since ? since : boughtUntil) ?? 0,
        corpId,
      ])
    },

    async find(corpId, times) {
      const [found] = await database
        .select(columnsAt(times))
        .from(corps)
        .where(eq(corps.corpId, corpId))
      return found ?? null
    },

    async counts({ now }) {
      const count = (filter: CorpFilter) =>
        sql<number>`(count(*) filter (where ${inFilter(filter, now) ?? sql`true`}))::int`
      const [counted] = await database
        .select({
          all: count('all'),
          active: count('active'),
          stopped: count('stopped'),
          relieved: count('relieved'),
          trouble: count('trouble'),
          'not-installed': count('not-installed'),
          'not-authorised': count('not-authorised'),
          'not-verified': count('not-verified'),
          'not-initialised': count('not-initialised'),
          'permissions-missing': count('permissions-missing'),
          'contracts-low': count('contracts-low'),
          ending: count('ending'),
          ended: count('ended'),
        })
        .from(corps)
      if (counted === undefined) throw new Error('a count has a row')
      return counted
    },
  }
}

function inFilter(filter: CorpFilter, now: number): SQL | undefined {
  switch (filter) {
    case 'all':
      return undefined
    case 'trouble':
      return or(sql`${corps.troubles} <> '{}'`, inFilter('ended', now))
    case 'ending':
      return and(gt(corps.boughtUntil, now), lte(corps.boughtUntil, now + endingMs))
    case 'ended':
      return lte(corps.boughtUntil, now)
    case 'active':
    case 'stopped':
    case 'relieved':
      return eq(corps.state, filter)
    default:
      // Only the first condition has an index.
      return sql`(${corps.troubles} <> '{}' and ${filter} = any(${corps.troubles}))`
  }
}

/** Subscriptions that end next or ended last come first; other lists show the newest first. */
function orderOf(filter: CorpFilter) {
  const isAscending = filter === 'ending'
  const by = isAscending || filter === 'ended' ? corps.boughtUntil : corps.since
  const isAfter = (at: number, corpId: string): SQL =>
    isAscending
      ? sql`(${by}, ${corps.corpId}) > (${at}::bigint, ${corpId})`
      : sql`(${by}, ${corps.corpId}) < (${at}::bigint, ${corpId})`
  return { by, order: isAscending ? asc : desc, isAfter }
}

function columnsAt({ now, monthBegan }: CorpTimes) {
  // The stored troubles cannot depend on the time.
  const troubles = sql<CorpTrouble[]>`case when ${inFilter('ended', now)}
    then array_prepend('ended', ${corps.troubles}) else ${corps.troubles} end`
  return { ...columns, troubles, flowsThisMonth: flowsSince(monthBegan) }
}

function flowsSince(monthBegan: number): SQL<number> {
  const condition = and(eq(flows.corpId, corps.corpId), gte(flows.firstSeenAt, monthBegan))
  return sql<number>`(select count(*)::int from ${flows} where ${condition})`
}

function matching(q: string | undefined): SQL | undefined {
  const wanted = storable(q ?? '').trim()
  if (wanted === '') return undefined
  const pattern = wanted.replace(/[\\%_]/g, '\\$&')
  const grams = JSON.stringify(gramsToFind(wanted))
  return sql`(
    ${corps.grams} @> array(select jsonb_array_elements_text(${grams}::jsonb))
      and ${corps.name} ilike ${`%${pattern}%`}
    or ${corps.corpId} like ${`${pattern}%`}
  )`
}
