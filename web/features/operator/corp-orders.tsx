import type { Order } from '#shared/schemas/order.ts'
import { operatorCorpQuery, placeCorpOrder } from '#web/api/queries/operator.ts'
import { NewOrder } from '#web/components/orders/new-order.tsx'
import { OrderRows } from '#web/components/orders/order-row.tsx'
import { orderWords } from '#web/components/orders/order-words.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { MoreCorpOrders } from './more-corp-orders.tsx'

interface CorpOrdersProps {
  corpId: string
  name: string
  orders: readonly Order[]
  /** Cursor of earlier ones; null where there are none. */
  moreOrders: string | null
  /** Nothing is sold to who has stopped the app or given it up. */
  canOrder: boolean
}

/** Orders packages for the organisation, and tells what became of those ordered before. */
export function CorpOrders({ corpId, name, orders, moreOrders, canOrder }: CorpOrdersProps) {
  const t = useWords(orderWords)
  return (
    <Rows
      testId="orders"
      header={
        <div className="desk-head">
          <h2>{t.orders}</h2>
          {canOrder && (
            <NewOrder
              onPlace={(client, order) => placeCorpOrder(client, corpId, order)}
              invalidates={operatorCorpQuery(corpId).queryKey}
              corpName={name}
            />
          )}
        </div>
      }
    >
      {orders.length === 0 && <Row>{t.ordersEmpty}</Row>}
      <OrderRows orders={orders} />
      {moreOrders !== null && <MoreCorpOrders corpId={corpId} from={moreOrders} />}
    </Rows>
  )
}
