import { useInfiniteQuery } from '@tanstack/react-query'
import type { Order } from '#shared/order.ts'
import { ordersQuery } from '#web/api/queries/admin.ts'
import { FailureNote } from '#web/components/failure/failure-note.tsx'
import { dateTimeText } from '#web/i18n/time-format.ts'
import { deviceZone } from '#web/i18n/wall-time.ts'
import { useWords } from '#web/i18n/words.ts'
import { adminWords } from './admin-words.ts'
import { MoreButton } from './more-button.tsx'
import { OrderForm } from './order-form.tsx'

/** Orders packages of contracts, and tells what became of those ordered before. */
export function OrdersCard() {
  const t = useWords(adminWords)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(ordersQuery)
  const orders = data?.pages.flatMap((page) => page.orders) ?? []
  return (
    <section className="card" data-testid="orders">
      <div className="section-head">
        <h2>{t.orders}</h2>
      </div>
      <p className="quiet note">{t.ordersNote}</p>
      <details className="order-details">
        <summary>{t.newOrder}</summary>
        <OrderForm />
      </details>
      {data && orders.length === 0 && <p className="quiet">{t.ordersEmpty}</p>}
      <ul className="flow-rows">
        {orders.map((order) => (
          <OrderRow key={`${order.orderId} ${order.orderedAt}`} order={order} />
        ))}
      </ul>
      {error && <FailureNote error={error} />}
      {hasNextPage && (
        <MoreButton isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      )}
    </section>
  )
}

const tones = { placed: 'good', refused: 'bad', unknown: 'active' } as const

function OrderRow({ order }: { order: Order }) {
  const t = useWords(adminWords)
  const { orderId, kind, state, quantity, itemName, orderedBy, orderedAt } = order
  return (
    <li className="flow-row" data-testid="order" data-state={state}>
      <span className="flow-row-title">{t.orderLine({ quantity, name: itemName ?? t[kind] })}</span>
      <span className={`status-tag tone-${tones[state]}`}>
        {state === 'unknown' ? t.orderUnknown : t[state]}
      </span>
      <span className="flow-row-note">
        {orderId} · {orderedBy} · {dateTimeText(orderedAt, deviceZone)}
      </span>
      {state === 'unknown' && <span className="flow-row-note">{t.orderUnknownNote}</span>}
    </li>
  )
}
