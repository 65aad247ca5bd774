import type { Order } from '#shared/schemas/corp/order.ts'
import { Row } from '#web/components/list/row.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import { Moment } from '#web/components/time/moment.tsx'
import { useNow } from '#web/components/time/use-now.ts'
import { knownWord } from '#shared/rules/words/known-word.ts'
import { useWords } from '#web/i18n/words.ts'
import { orderWords } from './order-words.ts'

const tones = { placed: 'good', refused: 'bad', unknown: 'warn' } as const

/** Orders with their outcomes. */
export function OrderRows({ orders }: { orders: readonly Order[] }) {
  return orders.map((order) => (
    <OrderRow key={`${order.orderId} ${order.orderedAt}`} order={order} />
  ))
}

function OrderRow({ order }: { order: Order }) {
  const t = useWords(orderWords)
  const now = useNow()
  const { orderId, kind, quantity, itemName, orderedBy, orderedAt } = order
  const state = knownWord(tones, order.state)
  return (
    <Row
      testId="order"
      extra={<ToneTag tone={tones[state]}>{t[state]}</ToneTag>}
      description={
        <>
          {orderId} · {orderedBy} · <Moment time={orderedAt} now={now} />
          {state === 'unknown' && <p>{t.orderUnknownNote}</p>}
        </>
      }
    >
      <span data-state={state}>
        {t.contracts(quantity)} · {itemName ?? t[kind]}
      </span>
    </Row>
  )
}
