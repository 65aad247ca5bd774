import { sql } from 'drizzle-orm'
import { jsonText, storableOrNull } from '#proxy/base/store/columns.ts'
import type { EpochMs } from '#shared/rules/time.ts'

/** What is known of an order in DingTalk's market; purchase and refund may arrive in any order. */
export type Purchase = {
  at?: EpochMs
  item?: string | null
  until?: EpochMs | null
  /** A refund ends only this order. */
  refundedAt?: EpochMs
}

export type PurchaseNews = Purchase & { order: string }

export function firstPurchase(news: PurchaseNews | undefined) {
  if (news === undefined) return { purchases: '{}', item: null, until: null }
  const { order, ...purchase } = news
  return {
    purchases: jsonText({ [order]: purchase }),
    item: storableOrNull(purchase.item),
    until: purchase.refundedAt ?? purchase.until ?? null,
  }
}

const ageOf = (event: string) =>
  `(greatest((${event}.value ->> 'at')::bigint, (${event}.value ->> 'refundedAt')::bigint), ${event}.value ? 'refundedAt')`

/** Stored times after this are impossible; `given` is part of the statement. */
export const latestTime = 'select latest from given'

/** The stored orders, with 0 for impossible times. */
const stored = `(
  select coalesce(jsonb_object_agg(key, value
    || case when (value ->> 'at')::bigint > (${latestTime}) then '{"at": 0}' else '{}'::jsonb end
    || case when (value ->> 'refundedAt')::bigint > (${latestTime}) then '{"refundedAt": 0}' else '{}'::jsonb end
  ), '{}')
  from jsonb_each(corps.purchases)
)`

/**
 * Of two events of one order the newer one wins, but a refund stays. Events without an order id
 * (key '') may be about several orders: only the newest counts, and a refund among them ends no
 * order with an id.
 */
const merged = `(${stored} || (
  select jsonb_object_agg(key, case
    when key = '' and ${ageOf('known')} > ${ageOf('incoming')} then known.value
    when key = '' then incoming.value
    when (known.value ->> 'at')::bigint > (incoming.value ->> 'at')::bigint then incoming.value || known.value
    else coalesce(known.value, '{}') || incoming.value
  end)
  from jsonb_each(excluded.purchases) incoming
  left join jsonb_each(${stored}) known using (key)
))`

/** From the last order that was not refunded; if all were, from the last refund. */
const ofLast = (value: string) => `(
  select ${value} from jsonb_each(${merged}) one
  order by one.value ? 'refundedAt', coalesce(one.value ->> 'refundedAt', one.value ->> 'at')::bigint desc
  limit 1
)`

/** Updates of these columns in an existing row. */
export const purchaseUpdates = sql.raw(
  Object.entries({
    purchases: merged,
    purchase_changes: `corps.purchase_changes + (${merged} <> corps.purchases)::int`,
    bought_item: ofLast(`one.value ->> 'item'`),
    bought_until: ofLast(`coalesce(one.value ->> 'refundedAt', one.value ->> 'until')::bigint`),
  })
    .map(
      ([column, value]) =>
        `${column} = case when excluded.purchases = '{}' then corps.${column} else ${value} end`,
    )
    .join(', '),
)
