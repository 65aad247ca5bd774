import { sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { corpStates, type CorpState } from '#shared/rules/codes/corp-codes.ts'
import { databaseNow, storable, storableOrNull } from '#proxy/base/store/columns.ts'
import type { Database } from '#proxy/base/store/database.ts'
import { corps } from './corp-schema.ts'
import { gramsArray } from './name-grams.ts'
import { firstPurchase, latestTime, purchaseUpdates, type PurchaseNews } from './purchases.ts'
import type { EpochMs } from '#shared/rules/time.ts'

export type CorpStatus = {
  state: CorpState
  /** When its purchase of the app ends; null if it has bought nothing. */
  boughtUntil: EpochMs | null
  /** Sessions signed in at this time or earlier have ended for good. */
  sessionsFrom: number
  /** Never decreases for a corp. */
  version: number
}

export type StatusUpdate = CorpStatus & {
  before: CorpState | null
  isNews: boolean
  /** Whether it has authorised the app for the first time or again, or has another agent id. */
  isRenewed: boolean
}

/**
 * A sum that never decreases. `purchase_changes` is included, as an older event of a purchase may
 * change what counts without changing `bought_at`, and `time_put_back`, as impossible times are
 * replaced by earlier ones.
 */
export const statusVersion =
  sql<number>`(authorised_at + enabled_at + bought_at + purchase_changes + sessions_from + time_put_back)`.mapWith(
    Number,
  )

/**
 * How far two clocks may differ, in milliseconds. A time further in the future is impossible, and
 * counts as older than any other.
 */
export const maxSkewMs = 60_000

export type CorpChange = {
  corpId: string
  /** When it happened, at most when it arrived; the newest change wins. */
  at: number
  /** When it arrived, by our clock; by the database clock if omitted. */
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

/** Columns with the time of an event; 0 or null in a change without their part. */
const toldAt = newestTime('told_at')
const authorisedAt = newestTime('authorised_at')
const enabledAt = newestTime('enabled_at')
const boughtAt = newestTime('bought_at')
const lastEventAt = newestTime('last_event_at')
const decidedAuthorised = newestOrFalse(authorisedAt, 'is_authorised')
const decidedEnabled = newestOrFalse(enabledAt, 'is_enabled')

/** See `CorpStore.updateCorp`. */
export async function applyChange(database: Database, change: CorpChange): Promise<StatusUpdate> {
  const { corpId, event, details, isAuthorised, isEnabled } = change
  const { receivedAt = change.at } = change
  const at = Math.min(change.at, receivedAt)
  const purchase = change.purchase && possible(change.purchase, receivedAt)
  const present = change.receivedAt === undefined ? databaseNow : sql`${receivedAt}::bigint`
  const hasAdmins = details !== undefined && details.admins !== null
  const first = firstPurchase(purchase)
  const isStop = isAuthorised === false || isEnabled === false
  const stoppedAt = isStop ? at : 0
  // An omitted part must never be the newest.
  const when = (part: unknown) => sql`${part === undefined ? 0 : at}::bigint`
  const answer = await database.execute(sql`
    with given as (select ${present} + ${maxSkewMs}::bigint as latest)
    insert into ${corps} (
      corp_id, name, grams, agent_id, admins, told_at, is_authorised, authorised_at,
      is_enabled, enabled_at, sessions_from, bought_item, bought_until, bought_at, since,
      purchases, last_event, last_event_at, asked_at, missing_scopes
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
      told_at = ${toldAt.newest},
      agent_id = case when ${toldAt.isNewer}
        then coalesce(excluded.agent_id, corps.agent_id) else corps.agent_id end,
      admins = case when ${toldAt.isNewer} and ${hasAdmins}::boolean
        then excluded.admins else corps.admins end,
      name = case when ${toldAt.isNewer}
        then coalesce(excluded.name, corps.name) else corps.name end,
      grams = case when ${toldAt.isNewer} and excluded.name is not null
        then excluded.grams else corps.grams end,
      missing_scopes = case
        when ${toldAt.isNewer} and excluded.last_event is not null
        then excluded.missing_scopes else corps.missing_scopes end,
      sessions_from = greatest(
        corps.sessions_from,
        excluded.sessions_from,
        case when corps.state = 'active' and not (${decidedAuthorised} and ${decidedEnabled})
          then ${receivedAt}::bigint end
      ),
      is_authorised = ${decidedAuthorised},
      authorised_at = ${authorisedAt.newest},
      is_enabled = ${decidedEnabled},
      enabled_at = ${enabledAt.newest},
      ${purchaseUpdates},
      bought_at = ${boughtAt.newest},
      time_put_back = corps.time_put_back + ${authorisedAt.putBack} + ${enabledAt.putBack} + ${boughtAt.putBack},
      since = least(corps.since, excluded.since),
      last_event = case when ${lastEventAt.isNewer} or excluded.last_event_at = corps.last_event_at
        then excluded.last_event else corps.last_event end,
      last_event_at = ${lastEventAt.newest},
      asked_at = greatest(corps.asked_at, excluded.asked_at)
    returning
      state, bought_until, sessions_from, ${statusVersion} as version,
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

/** The same, with times until it arrived. */
function possible(purchase: PurchaseNews, receivedAt: number): PurchaseNews {
  const { at, refundedAt } = purchase
  return {
    ...purchase,
    ...(at === undefined ? {} : { at: Math.min(at, receivedAt) }),
    ...(refundedAt === undefined ? {} : { refundedAt: Math.min(refundedAt, receivedAt) }),
  }
}

type NewestTime = Record<'isNewer' | 'isEqual' | 'newest' | 'putBack', SQL>

function newestTime(name: string): NewestTime {
  const column = `corps.${name}`
  const incoming = `coalesce(excluded.${name}, 0)`
  const known = `(case when ${column} > (${latestTime}) then 0 else coalesce(${column}, 0) end)`
  const isNewer = `(${incoming} > ${known})`
  return {
    isNewer: sql.raw(isNewer),
    isEqual: sql.raw(`(${incoming} = ${known})`),
    newest: sql.raw(`(case when ${isNewer} then ${incoming} else ${column} end)`),
    // More than the difference, as the later state must have the greater version.
    putBack: sql.raw(`(case when ${isNewer} and ${incoming} < ${column}
      then ${column} - ${incoming} + 1 else 0 end)`),
  }
}

/** A column decided by the newest event; of two at the same time, the negative one wins. */
function newestOrFalse({ isNewer, isEqual }: NewestTime, name: string): SQL {
  const decided = sql.raw(`excluded.${name}`)
  const known = sql.raw(`corps.${name}`)
  return sql`(case when ${isNewer} or (${isEqual} and not ${decided}) then ${decided} else ${known} end)`
}
