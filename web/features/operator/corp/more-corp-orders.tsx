import { useInfiniteQuery } from '@tanstack/react-query'
import { moreCorpOrdersQuery } from '#web/api/queries/operator.ts'
import { ListMore } from '#web/widgets/desk/list-more.tsx'
import { OrderRows } from '#web/widgets/orders/order-row.tsx'

/** Older orders of an organisation, fetched on demand. */
export function MoreCorpOrders({ corpId, from }: { corpId: string; from: string }) {
  const reading = useInfiniteQuery({ ...moreCorpOrdersQuery(corpId, from), enabled: false })
  const { data, hasNextPage, fetchNextPage } = reading
  return (
    <>
      {data && <OrderRows orders={data.pages.flatMap(({ orders }) => orders)} />}
      <ListMore
        reading={reading}
        hasMore={data === undefined || hasNextPage}
        onMore={fetchNextPage}
      />
    </>
  )
}
