import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { corpStates, type CorpState } from '#shared/rules/codes/corp-codes.ts'
import { storable, storableOrNull } from '#proxy/store/columns.ts'
import type { Database } from '#proxy/store/database.ts'
import { corps } from './corp-schema.ts'
import { gramsArray } from './name-grams.ts'
import { firstPurchase, purchaseUpdates, type PurchaseNews } from './purchases.ts'

export type CorpStanding = {
  state: CorpState
  /** When its purchase of the app ends, epoch milliseconds; null if it has bought nothing. */
  boughtUntil: number | null
  /** Sessions signed in at this time or earlier have ended for good. */
  sessionsFrom: number
  /** Never decreases for a corp. */
  version: number
}

export type StandingUpdate = CorpStanding & {
  before: CorpState | null
  isNews: boolean
  /** Whether it has authorised the app for the first time or again, or has another agent id. */
  isRenewed: boolean
}

/**
 * A sum of columns that only grow. `purchase_changes` is included, as an older event of a purchase
 * may change what counts without changing `bought_at`.
 */
export const standingVersion =
  sql<number>`(authorised_at + enabled_at + bought_at + purchase_changes + sessions_from)`.mapWith(
    Number,
  )

export type CorpChange = {
  corpId: string
  /** When it happened; the newest change wins. */
  at: number
  /** When it arrived, by our clock. */
  receivedAt?: number | undefined
  /** DingTalk's name of the event; omitted if the change did not come from an event. */
  event?: string | undefined
  /** Null fields are unknown, and keep their stored values. */
  details?:
    { name: string | null; agentId: string | null; admins: readonly string[] | null } | undefined
  isAuthorised?: boolean | undefined
  isEnabled?: boolean | undefined
  /** Whether the people who may use the app changed; nothing is stored for this. */
  isRescoped?: boolean | undefined
  purchase?: PurchaseNews | undefined
}

const updateSchema = z.object({
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

const decidedAuthorised = newestOrFalse('authorised_at', 'is_authorised')
const decidedEnabled = newestOrFalse('enabled_at', 'is_enabled')

/** See `CorpBook.updateCorp`. */
export async function applyChange(database: Database, change: CorpChange): Promise<StandingUpdate> {
  const { corpId, at, receivedAt = at, event, details, isAuthorised, isEnabled, purchase } = change
  const hasAdmins = details !== undefined && details.admins !== null
  const first = firstPurchase(purchase)
  const isStop = isAuthorised === false || isEnabled === false
  const stoppedAt = isStop ? Math.min(at, receivedAt) : 0
  // An omitted part must never be the newest.
  const when = (part: unknown) => sql`${part === undefined ? 0 : at}::bigint`
  const answer = await database.execute(sql`
    insert into ${corps} (
      corp_id, name, grams, agent_id, admins, told_at, is_authorised, authorised_at,
      is_enabled, enabled_at, sessions_from, bought_item, bought_until, bought_at, since,
      purchases, last_event, last_event_at, looked_at, missing_scopes
    ) values (
      ${storable(corpId)}, ${storableOrNull(details?.name)}, ${gramsArray(details?.name)},
      ${storableOrNull(details?.agentId)},
      ${JSON.stringify((details?.admins ?? []).map(storable))}::jsonb, ${when(details)},
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
          then ${receivedAt}::bigint end
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
      state, bought_until, sessions_from, ${standingVersion} as version,
      (select c.state from ${corps} c where c.corp_id = ${storable(corpId)}) as before,
      (${when(details)} > 0 and told_at = ${at}::bigint)
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
  const [row] = updateSchema.parse(answer).rows
  const { state, before, version } = row
  const { bought_until: boughtUntil, sessions_from: sessionsFrom } = row
  const { is_news: isNews, is_renewed: isRenewed } = row
  return { state, boughtUntil, sessionsFrom, version, before, isNews, isRenewed }
}

/** A column decided by the newest event; of two at the same time, the negative one wins. */
function newestOrFalse(at: string, decided: string): SQL {
  const wins = `excluded.${at} > corps.${at} or (excluded.${at} = corps.${at} and not excluded.${decided})`
  return sql.raw(`(case when ${wins} then excluded.${decided} else corps.${decided} end)`)
}
