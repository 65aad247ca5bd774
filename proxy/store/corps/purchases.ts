import { sql } from 'drizzle-orm'
import { jsonText, storableOrNull } from '#proxy/store/columns.ts'

/** What is known of an order in DingTalk's market; either event of it may come first. */
export type Purchase = {
  /** When it was bought, epoch milliseconds. */
  at?: number
  item?: string | null
  until?: number | null
  /** A refund ends this order, and no other. */
  refundedAt?: number
}

/** What an event tells of one order. */
export type PurchaseNews = Purchase & { order: string }

/** The columns of `corps` in a row that is new. */
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

/**
 * Of two events of one order the younger one counts; a refund stays. Events without an order's id (key
 * '') may be of several orders: the youngest alone counts, and a refund among them ends no order that
 * has an id.
 */
const merged = `(corps.purchases || (
  select jsonb_object_agg(key, case
    when key = '' and ${ageOf('known')} > ${ageOf('told')} then known.value
    when key = '' then told.value
    when (known.value ->> 'at')::bigint > (told.value ->> 'at')::bigint then told.value || known.value
    else coalesce(known.value, '{}') || told.value
  end)
  from jsonb_each(excluded.purchases) told
  left join jsonb_each(corps.purchases) known using (key)
))`

/** Of the last order that was not paid back; where all were, of the last refund. */
const ofLast = (value: string) => `(
  select ${value} from jsonb_each(${merged}) one
  order by one.value ? 'refundedAt', coalesce(one.value ->> 'refundedAt', one.value ->> 'at')::bigint desc
  limit 1
)`

/** What becomes of these columns in a row that is there. */
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
