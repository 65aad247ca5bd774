import { and, asc, desc, eq, getTableColumns, gt, gte, lte, sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import {
  type CorpCondition,
  corpConditions,
  type CorpFilter,
  type CorpSort,
  type CorpTrouble,
  endingMs,
  type SortOrder,
} from '#shared/rules/codes/corp-codes.ts'
import { storable } from '#proxy/base/store/columns.ts'
import { decodeCursor, pageOf, type CursorPage } from '#proxy/base/store/cursor.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { flows } from '#proxy/base/store/schema.ts'
import type { StoredCorp } from '#proxy/base/store/corps/corp-store.ts'
import { corps } from '#proxy/base/store/corps/corp-schema.ts'
import { gramsToFind } from '#proxy/base/store/corps/name-grams.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type CorpListStore = {
  /** @throws ProblemError `invalid-request` for a cursor that is not ours */
  page(query: CorpQuery): Promise<CursorPage<ListedCorp>>
  find(corpId: string, times: CorpTimes): Promise<ListedCorp | null>
  counts(times: CorpTimes): Promise<Record<CorpFilter, number>>
}

export type ListedCorp = StoredCorp & { condition: CorpCondition; flowsThisMonth: number }

export type CorpTimes = {
  now: EpochMs
  monthBegan: number
}

export type CorpQuery = CorpTimes & {
  filter: CorpFilter
  /** Part of the name, or the start of the id. */
  q?: string | undefined
  /** `age`: the newest first, read along an index at any number of pages. */
  sort: CorpSort | 'age'
  order: SortOrder
  cursor?: string | undefined
  limit: number
}

const { grams: _grams, ...columns } = getTableColumns(corps)

export function createCorpListStore(database: Database): CorpListStore {
  let pinyin: Promise<boolean> | null = null

  /** Whether Postgres knows the order of Chinese names, which nearly every one does. */
  async function askForPinyin(): Promise<boolean> {
    const found = await database
      .select({ name: sql`collname` })
      .from(sql`pg_collation`)
      .where(sql`collname = 'zh-x-icu'`)
    return found.length > 0
  }

  async function knowsPinyin(): Promise<boolean> {
    pinyin ??= askForPinyin()
    try {
      return await pinyin
    } catch (err) {
      pinyin = null
      throw err
    }
  }

  return {
    async page(query) {
      const { filter, q, sort, order, cursor, limit } = query
      const by = keyOf(sort, order, query, sort === 'name' && (await knowsPinyin()))
      const direction = by.isReversed ? desc : asc
      const after = decodeCursor(cursor, by.cursor)
      const position = sql.join([...by.keys, sql`${corps.corpId}`], sql`, `)
      const isAfter =
        after &&
        sql`(${position}) ${sql.raw(by.isReversed ? '<' : '>')} (${sql.join(
          after.map((value) => (typeof value === 'number' ? sql`${value}::bigint` : sql`${value}`)),
          sql`, `,
        )})`
      const rows = await database
        .select({ ...columnsAt(query), position: sql<Position>`json_build_array(${position})` })
        .from(corps)
        .where(and(inFilter(filter, query.now), matching(q), isAfter))
        .orderBy(...by.keys.map((key) => direction(key)), direction(corps.corpId))
        .limit(limit + 1)
      const page = pageOf(rows, limit, (last) => last.position)
      return { ...page, items: page.items.map(({ position: _position, ...corp }) => corp) }
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

const isActive = eq(corps.state, 'active')

function inFilter(filter: CorpFilter, now: EpochMs): SQL | undefined {
  switch (filter) {
    case 'all':
      return undefined
    case 'trouble':
      return and(isActive, isInTrouble(now))
    case 'active':
      return and(isActive, sql`${isInTrouble(now)} is not true`)
    case 'ending':
      return and(isActive, gt(corps.boughtUntil, now), lte(corps.boughtUntil, now + endingMs))
    case 'ended':
      return and(isActive, hasEnded(now))
    case 'stopped':
    case 'relieved':
      return eq(corps.state, filter)
    default:
      // Only the second condition has an index.
      return sql`(${isActive} and ${corps.troubles} <> '{}' and ${filter} = any(${corps.troubles}))`
  }
}

const hasEnded = (now: EpochMs): SQL => lte(corps.boughtUntil, now)

/** Null if it has no trouble and it is not known until when it has bought. */
const isInTrouble = (now: EpochMs): SQL => sql`(${corps.troubles} <> '{}' or ${hasEnded(now)})`

/** The place of the condition in `corpConditions`; each is what a filter of its name lists. */
function rankAt(now: EpochMs): SQL {
  const cases = corpConditions.map(
    (condition, rank) => sql`when ${inFilter(condition, now)} then ${sql.raw(String(rank))}`,
  )
  return sql`(case ${sql.join(cases, sql` `)} end)`
}

type Position = (number | string)[]

/** Later than any time, more than any number of contracts. */
const greatest = Number.MAX_SAFE_INTEGER

const idSchema = z.string().transform(storable)
const numberCursor = z.tuple([z.number().int(), idSchema])

/** What rows are ordered by, before their ids. Numbers are negated to come in falling order. */
function keyOf(
  sort: CorpQuery['sort'],
  order: SortOrder,
  times: CorpTimes,
  knowsPinyin: boolean,
): { keys: SQL[]; cursor: z.ZodType<Position>; isReversed: boolean } {
  const isFalling = order === 'desc'
  const signed = (key: SQL) => (isFalling ? sql`-(${key})::bigint` : sql`(${key})::bigint`)
  const unknownLast = (key: SQL | PgColumn) =>
    signed(sql`coalesce(${key}, ${isFalling ? -1 : greatest}::bigint)`)
  const byNumber = (key: SQL) => ({ keys: [key], cursor: numberCursor, isReversed: false })
  const flowsOfMonth = flowsSince(times.monthBegan)
  switch (sort) {
    case 'condition':
      return {
        keys: [signed(rankAt(times.now)), sql`-(${flowsOfMonth})::bigint`],
        cursor: z.tuple([z.number().int(), z.number().int(), idSchema]),
        isReversed: false,
      }
    case 'left':
      return byNumber(unknownLast(corps.contractsLeft))
    case 'month':
      return byNumber(signed(flowsOfMonth))
    case 'until':
      return byNumber(unknownLast(corps.boughtUntil))
    case 'event':
      return byNumber(unknownLast(corps.lastEventAt))
    case 'age':
      return { ...byNumber(sql`${corps.since}`), isReversed: true }
    case 'name': {
      const shown = sql`coalesce(${corps.name}, ${corps.corpId})`
      return {
        keys: [knowsPinyin ? sql`${shown} collate "zh-x-icu"` : shown],
        cursor: z.tuple([idSchema, idSchema]),
        isReversed: isFalling,
      }
    }
  }
}

function columnsAt({ now, monthBegan }: CorpTimes) {
  // The stored troubles cannot depend on the time.
  const troubles = sql<CorpTrouble[]>`case when ${hasEnded(now)}
    then array_prepend('ended', ${corps.troubles}) else ${corps.troubles} end`
  const condition = sql<number>`${rankAt(now)}`.mapWith(conditionAt)
  return { ...columns, troubles, condition, flowsThisMonth: flowsSince(monthBegan) }
}

function conditionAt(rank: number): CorpCondition {
  return corpConditions[rank] ?? 'active'
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
