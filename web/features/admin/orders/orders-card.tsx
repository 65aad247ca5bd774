import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { ordersQuery, placeOrder } from '#web/api/queries/admin.ts'
import { Row } from '#web/components/list/row.tsx'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { useWords } from '#web/i18n/words.ts'
import { DeskList } from '#web/components/desk/desk-list.tsx'
import { ListMore } from '#web/components/desk/list-more.tsx'
import { OrderRows } from '#web/components/orders/order-row.tsx'
import { orderWords } from '#web/components/orders/order-words.ts'

/** Orders packages of contracts, and tells what became of those ordered before. */
export function OrdersCard() {
  const t = useWords(orderWords)
  const reading = useInfiniteQuery(ordersQuery)
  const sheet = useSheet(() => import('#web/components/orders/order-sheet.tsx'))
  const { hasNextPage, fetchNextPage } = reading
  return (
    <>
      <DeskList
        title={t.orders}
        testId="orders"
        reading={reading}
        extra={
          <Button size="small" loading="auto" onClick={sheet.show}>
            {t.newOrder}
          </Button>
        }
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
      {sheet.part && (
        <sheet.part.OrderSheet
          {...sheet.props}
          onPlace={placeOrder}
          invalidates={ordersQuery.queryKey}
        />
      )}
    </>
  )
}
