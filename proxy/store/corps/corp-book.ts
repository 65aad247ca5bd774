import { and, eq, getTableColumns, gt, inArray, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { corpStates, type CorpState } from '#shared/rules/codes/corp-codes.ts'
import { storable } from '#proxy/store/columns.ts'
import { Batcher } from '#proxy/store/batcher.ts'
import type { Connect } from '#proxy/store/database.ts'
import { corps } from './corp-schema.ts'
import { gramsOf } from './name-grams.ts'
import { firstPurchase, purchaseUpdates, type PurchaseNews } from './purchases.ts'

/** What is remembered of organisations. Times are epoch milliseconds. */
export type CorpBook = {
  /**
   * Applies an event or an answer of DingTalk; newer facts stay.
   * @returns the present standing; whether anything was new; and whether it has the app anew, or again,
   *   or under another agent id
   */
  tell(
    change: CorpChange,
  ): Promise<CorpStanding & { before: CorpState | null; isNews: boolean; isRenewed: boolean }>
  /**
   * Somebody of it signed in; it is added where it is not known.
   * @returns whether DingTalk has ever answered about it
   */
  noteSeen(corpId: string, at: number): Promise<boolean>
  /** What e签宝 told of it. */
  noteEsign(corpId: string, facts: EsignFacts): Promise<void>
  /** Permissions that calls were refused for, and others with which calls succeeded. */
  noteScopes(
    corpId: string,
    scopes: { missing: readonly string[]; granted: readonly string[] },
  ): Promise<void>
  noteDataDeleted(corpId: string, at: number): Promise<void>
  standingOf(corpId: string): Promise<CorpStanding | null>
  /** Those among them that are not active, or once were not. */
  onceInactiveAmong(corpIds: readonly string[]): Promise<(CorpStanding & { corpId: string })[]>
  find(corpId: string): Promise<CorpRow | null>
  /** Those that gave the app up before a time, and whose data are still here. */
  relievedBefore(at: number, limit: number): Promise<string[]>
}

export type CorpStanding = {
  state: CorpState
  boughtUntil: number | null
  /** Sessions of people who signed in no later than this are over, for good. */
  sessionsFrom: number
  /** Never less than that of an earlier one, so that of two the later can be told. */
  version: number
}

/** These only grow. Changes of purchases are counted, as an older one may come to decide. */
const version =
  sql<number>`(authorised_at + enabled_at + bought_at + purchase_changes + sessions_from)`.mapWith(
    Number,
  )

export type CorpChange = {
  corpId: string
  /** When it came about: the newest counts. */
  at: number
  /** When it was heard, by our clock. */
  heardAt?: number | undefined
  /** DingTalk's name of the event; left out where no event told it. */
  event?: string | undefined
  /** Null where it is not told: what is known stays. */
  told?:
    { name: string | null; agentId: string | null; admins: readonly string[] | null } | undefined
  isAuthorised?: boolean | undefined
  isEnabled?: boolean | undefined
  /** Other people than before may use the app; nothing is remembered of it. */
  isRescoped?: boolean | undefined
  purchase?: PurchaseNews | undefined
}

export type EsignFacts = Partial<
  Pick<
    CorpRow,
    'install' | 'authorisation' | 'realName' | 'isInitialised' | 'contractsLeft' | 'daysLeft'
  >
> & {
  checkedAt?: number
  /** The verified name; that of DingTalk is kept where there is one. */
  name?: string | null
}

export type CorpRow = Omit<typeof corps.$inferSelect, 'grams'>

const { grams: _grams, ...columns } = getTableColumns(corps)

const standing = {
  state: corps.state,
  boughtUntil: corps.boughtUntil,
  sessionsFrom: corps.sessionsFrom,
  version,
}
const wasInactive = or(ne(corps.state, 'active'), gt(corps.sessionsFrom, 0))

const toldSchema = z.object({
  rows: z.tuple([
    z.object({
      state: z.enum(corpStates),
      bought_until: z.coerce.number().nullable(),
      sessions_from: z.coerce.number(),
      version: z.coerce.number(),
      before: z.enum(corpStates).nullable(),
      is_news: z.boolean(),
      is_renewed: z.boolean(),
    }),
  ]),
})

const decidedAuthorised = newestOrNo('authorised_at', 'is_authorised')
const decidedEnabled = newestOrNo('enabled_at', 'is_enabled')

export function createCorpBook(connect: Connect): CorpBook {
  // Anybody can make up corps and sign in to them: one look-up for all that ask.
  const standings = new Batcher<string, CorpStanding | null>({
    async handle(corpIds) {
      const database = await connect()
      const found = await database
        .select({ corpId: corps.corpId, ...standing })
        .from(corps)
        .where(inArray(corps.corpId, [...corpIds]))
      const byCorp = new Map(found.map(({ corpId, ...known }) => [corpId, known]))
      return corpIds.map((corpId) => byCorp.get(corpId) ?? null)
    },
    keyOf: (corpId) => corpId,
    connect,
    spacingMs: 0,
  })
  return {
    async tell(change) {
      const database = await connect()
      const { corpId, at, heardAt = at, event, told, isAuthorised, isEnabled, purchase } = change
      const hasAdmins = told !== undefined && told.admins !== null
      const first = firstPurchase(purchase)
      const isStop = isAuthorised === false || isEnabled === false
      const stoppedAt = isStop ? Math.min(at, heardAt) : 0
      // A part that is not told of counts as told at the beginning of time.
      const when = (part: unknown) => sql`${part === undefined ? 0 : at}::bigint`
      const answer = await database.execute(sql`
        insert into ${corps} (
          corp_id, name, grams, agent_id, admins, told_at, is_authorised, authorised_at,
          is_enabled, enabled_at, sessions_from, bought_item, bought_until, bought_at, since,
          purchases, last_event, last_event_at, looked_at, missing_scopes
        ) values (
          ${storable(corpId)}, ${cleaned(told?.name)}, ${grams(told?.name)}, ${cleaned(told?.agentId)},
          ${JSON.stringify((told?.admins ?? []).map(storable))}::jsonb, ${when(told)},
          ${isAuthorised ?? true}::boolean, ${when(isAuthorised)}, ${isEnabled ?? true}::boolean, ${when(isEnabled)},
          ${stoppedAt}::bigint,
          ${first.item}, ${first.until}::bigint, ${when(purchase)}, ${at}::bigint,
          ${first.purchases}::jsonb,
          ${event ?? null}, ${event === undefined ? null : at}::bigint,
          ${event === undefined ? at : 0}::bigint, '[]'
        )
        on conflict (corp_id) do update set
          told_at = greatest(corps.told_at, excluded.told_at),
          agent_id = case when excluded.told_at > corps.told_at
            then coalesce(excluded.agent_id, corps.agent_id) else corps.agent_id end,
          admins = case when excluded.told_at > corps.told_at and ${hasAdmins}::boolean
            then excluded.admins else corps.admins end,
          name = case when excluded.told_at > corps.told_at
            then coalesce(excluded.name, corps.name) else corps.name end,
          grams = case when excluded.told_at > corps.told_at and excluded.name is not null
            then excluded.grams else corps.grams end,
          missing_scopes = case
            when excluded.told_at > corps.told_at and excluded.last_event is not null
            then excluded.missing_scopes else corps.missing_scopes end,
          sessions_from = greatest(
            corps.sessions_from,
            excluded.sessions_from,
            case when corps.state = 'active' and not (${decidedAuthorised} and ${decidedEnabled})
              then ${heardAt}::bigint end
          ),
          is_authorised = ${decidedAuthorised},
          authorised_at = greatest(corps.authorised_at, excluded.authorised_at),
          is_enabled = ${decidedEnabled},
          enabled_at = greatest(corps.enabled_at, excluded.enabled_at),
          ${purchaseUpdates},
          bought_at = greatest(corps.bought_at, excluded.bought_at),
          since = least(corps.since, excluded.since),
          last_event = case when excluded.last_event_at >= coalesce(corps.last_event_at, 0)
            then excluded.last_event else corps.last_event end,
          last_event_at = greatest(corps.last_event_at, excluded.last_event_at),
          looked_at = greatest(corps.looked_at, excluded.looked_at)
        returning
          state, bought_until, sessions_from, ${version} as version,
          (select c.state from ${corps} c where c.corp_id = ${storable(corpId)}) as before,
          (${when(told)} > 0 and told_at = ${at}::bigint)
            or (${when(isAuthorised)} > 0 and authorised_at = ${at}::bigint)
            or (${when(isEnabled)} > 0 and enabled_at = ${at}::bigint)
            or (${when(purchase)} > 0 and bought_at = ${at}::bigint)
            or coalesce((
              select c.purchases <> corps.purchases from ${corps} c where c.corp_id = ${storable(corpId)}
            ), false) as is_news,
          coalesce((
            select (not c.is_authorised and corps.is_authorised)
              or (not c.is_enabled and corps.is_enabled) or c.agent_id <> corps.agent_id
            from ${corps} c where c.corp_id = ${storable(corpId)}
          ), false) as is_renewed`)
      const [row] = toldSchema.parse(answer).rows
      const { state, before, version: newVersion } = row
      const { bought_until: boughtUntil, sessions_from: sessionsFrom } = row
      const { is_news: isNews, is_renewed: isRenewed } = row
      return { state, boughtUntil, sessionsFrom, version: newVersion, before, isNews, isRenewed }
    },

    async noteSeen(corpId, at) {
      const database = await connect()
      const seen = await database
        .update(corps)
        .set({ lastSeenAt: sql`greatest(${corps.lastSeenAt}, ${at}::bigint)` })
        .where(eq(corps.corpId, corpId))
        .returning({ lookedAt: corps.lookedAt })
      if (seen[0] !== undefined) return seen[0].lookedAt > 0
      await database
        .insert(corps)
        .values({
          corpId,
          admins: [],
          toldAt: 0,
          isAuthorised: true,
          authorisedAt: 0,
          isEnabled: true,
          enabledAt: 0,
          boughtAt: 0,
          since: at,
          lastSeenAt: at,
          lookedAt: 0,
          missingScopes: [],
          grams: [],
        })
        .onConflictDoNothing()
      return false
    },

    async noteEsign(corpId, { name, ...facts }) {
      const database = await connect()
      const verified = cleaned(name)
      const named = verified !== null && {
        name: sql`coalesce(${corps.name}, ${verified})`,
        grams: sql`case when ${corps.name} is null then ${grams(verified)} else ${corps.grams} end`,
      }
      await database
        .update(corps)
        .set({ ...facts, ...named })
        .where(eq(corps.corpId, corpId))
    },

    async noteScopes(corpId, { missing, granted }) {
      const database = await connect()
      const names = sql`select jsonb_array_elements_text(${corps.missingScopes}) as name
        except select jsonb_array_elements_text(${JSON.stringify(granted)}::jsonb)
        union select jsonb_array_elements_text(${JSON.stringify(missing)}::jsonb)
        order by name`
      const scopes = sql`to_jsonb(array(${names}))`
      await database
        .update(corps)
        .set({ missingScopes: scopes })
        .where(and(eq(corps.corpId, corpId), ne(corps.missingScopes, scopes)))
    },

    async noteDataDeleted(corpId, at) {
      const database = await connect()
      await database.update(corps).set({ dataDeletedAt: at }).where(eq(corps.corpId, corpId))
    },

    standingOf: (corpId) => standings.add(corpId),

    async onceInactiveAmong(corpIds) {
      if (corpIds.length === 0) return []
      const database = await connect()
      return database
        .select({ corpId: corps.corpId, ...standing })
        .from(corps)
        .where(and(inArray(corps.corpId, [...corpIds]), wasInactive))
    },

    async find(corpId) {
      const database = await connect()
      const [found] = await database.select(columns).from(corps).where(eq(corps.corpId, corpId))
      return found ?? null
    },

    async relievedBefore(at, limit) {
      const database = await connect()
      const found = await database
        .select({ corpId: corps.corpId })
        .from(corps)
        .where(
          and(
            eq(corps.state, 'relieved'),
            lt(corps.authorisedAt, at),
            sql`coalesce(${corps.dataDeletedAt}, 0) < ${corps.authorisedAt}`,
          ),
        )
        .limit(limit)
      return found.map(({ corpId }) => corpId)
    },
  }
}

/** A column that the newest event decides; of two at the same moment, the negative one wins. */
function newestOrNo(at: string, decided: string): SQL {
  const wins = `excluded.${at} > corps.${at} or (excluded.${at} = corps.${at} and not excluded.${decided})`
  return sql.raw(`(case when ${wins} then excluded.${decided} else corps.${decided} end)`)
}

function cleaned(value: string | null | undefined): string | null {
  return value === undefined || value === null ? null : storable(value)
}

function grams(name: string | null | undefined): SQL {
  const all = gramsOf(storable(name ?? ''))
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(all)}::jsonb))`
}
