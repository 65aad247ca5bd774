import { useInfiniteQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import type { Order } from '#shared/schemas/order.ts'
import { ordersQuery } from '#web/api/queries/admin.ts'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { useSheet } from '#web/components/overlay/use-sheet.ts'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useWords } from '#web/i18n/words.ts'
import { AdminList, NotRead } from '../admin-list.tsx'
import { MoreRow } from '../more-row.tsx'
import { operatorWords } from './operator-words.ts'

/** Orders packages of contracts, and tells what became of those ordered before. */
export function OrdersCard() {
  const t = useWords(operatorWords)
  const reading = useInfiniteQuery(ordersQuery)
  const sheet = useSheet(() => import('./order-sheet.tsx'))
  const { error, hasNextPage, fetchNextPage } = reading
  return (
    <>
      <AdminList
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
              {orders.map((order) => (
                <OrderRow key={`${order.orderId} ${order.orderedAt}`} order={order} />
              ))}
              {error && (
                <li className="desk-gap">
                  <NotRead error={error} onRetry={fetchNextPage} />
                </li>
              )}
              {!error && hasNextPage && <MoreRow onMore={fetchNextPage} />}
            </>
          )
        }}
      </AdminList>
      {sheet.part && <sheet.part.OrderSheet open={sheet.isOpen} onClose={sheet.close} />}
    </>
  )
}

const tones = { placed: 'good', refused: 'bad', unknown: 'warn' } as const

function OrderRow({ order }: { order: Order }) {
  const t = useWords(operatorWords)
  const moment = useMoment(useNow())
  const { orderId, kind, state, quantity, itemName, orderedBy, orderedAt } = order
  return (
    <Row
      testId="order"
      extra={
        <ToneTag tone={tones[state]}>{state === 'unknown' ? t.orderUnknown : t[state]}</ToneTag>
      }
      description={
        <>
          {orderId} · {orderedBy} · {moment(orderedAt)}
          {state === 'unknown' && <p>{t.orderUnknownNote}</p>}
        </>
      }
    >
      <span data-state={state}>{t.orderLine({ quantity, name: itemName ?? t[kind] })}</span>
    </Row>
  )
}
