import type { Order } from '#shared/schemas/corp/order.ts'
import { operatorCorpQuery, placeCorpOrder } from '#web/api/queries/operator.ts'
import { NewOrderButton } from '#web/widgets/orders/new-order-button.tsx'
import { OrderRows } from '#web/widgets/orders/order-row.tsx'
import { orderWords } from '#web/widgets/orders/order-words.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { useWords } from '#web/i18n/words.ts'
import { MoreCorpOrders } from './more-corp-orders.tsx'

type CorpOrdersProps = {
  corpId: string
  name: string
  orders: readonly Order[]
  /** The cursor of earlier orders; null if there are none. */
  moreOrders: string | null
  /** False if the organisation has stopped or uninstalled the app. */
  canOrder: boolean
}

/** Orders packages for the organisation and lists earlier orders with their outcomes. */
export function CorpOrders({ corpId, name, orders, moreOrders, canOrder }: CorpOrdersProps) {
  const t = useWords(orderWords)
  return (
    <Rows
      testId="orders"
      header={<h2>{t.orders}</h2>}
      extra={
        canOrder && (
          <NewOrderButton
            onPlace={(client, order) => placeCorpOrder(client, corpId, order)}
            invalidates={[operatorCorpQuery(corpId).queryKey]}
            corpName={name}
          />
        )
      }
    >
      {orders.length === 0 && <Row>{t.ordersEmpty}</Row>}
      <OrderRows orders={orders} />
      {moreOrders !== null && <MoreCorpOrders corpId={corpId} from={moreOrders} />}
    </Rows>
  )
}
