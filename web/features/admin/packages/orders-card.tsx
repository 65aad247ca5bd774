import { useInfiniteQuery } from '@tanstack/react-query'
import { corpQuery, ordersQuery, placeOrder } from '#web/api/queries/admin.ts'
import { Row } from '#web/components/list/row.tsx'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/widgets/desk/desk-list.tsx'
import { ListMore } from '#web/widgets/desk/list-more.tsx'
import { NewOrderButton } from '#web/widgets/orders/new-order-button.tsx'
import { OrderRows } from '#web/widgets/orders/order-row.tsx'
import { orderWords } from '#web/widgets/orders/order-words.ts'

const invalidates = [ordersQuery.queryKey, corpQuery.queryKey]

/** Orders packages of contracts and lists earlier orders with their outcomes. */
export function OrdersCard() {
  const t = useWords(orderWords)
  const reading = useInfiniteQuery(ordersQuery)
  const { hasNextPage, fetchNextPage } = reading
  return (
    <DeskList
      title={t.orders}
      testId="orders"
      reading={reading}
      extra={<NewOrderButton onPlace={placeOrder} invalidates={invalidates} />}
    >
      {({ pages }) => {
        const orders = pages.flatMap((page) => page.orders)
        return (
          <>
            {orders.length === 0 && <Row>{t.ordersEmpty}</Row>}
            <OrderRows orders={orders} />
            <ListMore reading={reading} hasMore={hasNextPage} onMore={fetchNextPage} />
          </>
        )
      }}
    </DeskList>
  )
}
