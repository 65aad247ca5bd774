import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { CorpDone, CorpStatistics, CorpView } from '#shared/corp.ts'
import type { FlowViews } from '#shared/flow-views.ts'
import type { ChannelOrderRequest, Order, Orders, ResaleOrderRequest } from '#shared/order.ts'
import { withSession } from '#web/api/session/renew-session.ts'

/** State of the corp in e签宝, `GET /api/corp`. */
export const corpQuery = queryOptions({
  queryKey: ['corp'],
  queryFn: ({ client, signal }) =>
    withSession(client, (http) => http.json<CorpView>('/api/corp', { signal })),
})

/** Figures over all flows of the corp, `GET /api/corp/statistics`. */
export const statisticsQuery = queryOptions({
  queryKey: ['corp-statistics'],
  queryFn: ({ client, signal }) =>
    withSession(client, (http) => http.json<CorpStatistics>('/api/corp/statistics', { signal })),
})

function pageOf<Page>(
  {
    client,
    pageParam,
    signal,
  }: { client: QueryClient; pageParam: string | null; signal: AbortSignal },
  path: string,
): Promise<Page> {
  const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`
  return withSession(client, (http) => http.json<Page>(path + query, { signal }))
}

/** Who opened what, newest first, `GET /api/audit`. */
export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: (context) => pageOf<FlowViews>(context, '/api/audit'),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Package orders, newest first, `GET /api/orders`. */
export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: (context) => pageOf<Orders>(context, '/api/orders'),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Takes back what the corp allowed this app. Rejects with `ApiError`. */
export function cancelAuthorisation(client: QueryClient, confirmation: string): Promise<CorpDone> {
  const options = { method: 'POST' as const, body: { confirmation } }
  return withSession(client, (http) => http.json<CorpDone>('/api/corp/cancel-auth', options))
}

/** Makes this app known to e签宝 as a developer, with our address for notices. */
export function initialiseDeveloper(client: QueryClient): Promise<CorpDone> {
  return withSession(client, (http) =>
    http.json<CorpDone>('/api/corp/initialise', { method: 'POST' }),
  )
}

/** Orders a package sold by shared profit. The order's id makes it safe to repeat. */
export function placeChannelOrder(client: QueryClient, body: ChannelOrderRequest): Promise<Order> {
  return withSession(client, (http) =>
    http.json<Order>('/api/orders/channel', { method: 'POST', body }),
  )
}

/** Orders a package sold at a floor price. The order's id makes it safe to repeat. */
export function placeResaleOrder(client: QueryClient, body: ResaleOrderRequest): Promise<Order> {
  return withSession(client, (http) =>
    http.json<Order>('/api/orders/resale', { method: 'POST', body }),
  )
}
