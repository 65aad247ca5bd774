import { useInfiniteQuery } from '@tanstack/react-query'
import { moreCorpOrdersQuery } from '#web/api/queries/operator.ts'
import { ListNotRead } from '#web/components/desk/desk-list.tsx'
import { MoreRow } from '#web/components/desk/more-row.tsx'
import { OrderRow } from '#web/components/orders/order-row.tsx'

/** Orders of an organisation before the newest, read when they are asked for. */
export function MoreCorpOrders({ corpId, from }: { corpId: string; from: string }) {
  const reading = useInfiniteQuery({ ...moreCorpOrdersQuery(corpId, from), enabled: false })
  const { data, error, hasNextPage, fetchNextPage } = reading
  const hasMore = data === undefined || hasNextPage
  return (
    <>
      {data?.pages
        .flatMap(({ orders }) => orders)
        .map((order) => (
          <OrderRow key={`${order.orderId} ${order.orderedAt}`} order={order} />
        ))}
      {error && (
        <li className="desk-gap">
          <ListNotRead error={error} onRetry={fetchNextPage} />
        </li>
      )}
      {!error && hasMore && <MoreRow onMore={fetchNextPage} />}
    </>
  )
}
