import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CorpDone, CorpStatistics, CorpView } from '#shared/corp.ts'
import type { FlowViews } from '#shared/flow-views.ts'
import type { ChannelOrderRequest, Order, Orders, ResaleOrderRequest } from '#shared/order.ts'
import { withSession } from '#web/api/session/renew-session.ts'
import { requestJson } from '#web/api/http/request.ts'

/** State of the corp in e签宝, `GET /api/corp`. */
export const corpQuery = queryOptions({
  queryKey: ['corp'],
  queryFn: ({ signal }) => withSession(() => requestJson<CorpView>('/api/corp', { signal })),
})

/** Figures over all flows of the corp, `GET /api/corp/statistics`. */
export const statisticsQuery = queryOptions({
  queryKey: ['corp-statistics'],
  queryFn: ({ signal }) =>
    withSession(() => requestJson<CorpStatistics>('/api/corp/statistics', { signal })),
})

function pageOf<Page>(path: string, cursor: string | null, signal: AbortSignal): Promise<Page> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
  return withSession(() => requestJson<Page>(path + query, { signal }))
}

/** Who opened what, newest first, `GET /api/audit`. */
export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) => pageOf<FlowViews>('/api/audit', pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Package orders, newest first, `GET /api/orders`. */
export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: ({ pageParam, signal }) => pageOf<Orders>('/api/orders', pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Takes back what the corp allowed this app. Rejects with `ApiError`. */
export function cancelAuthorisation(confirmation: string): Promise<CorpDone> {
  const options = { method: 'POST' as const, body: { confirmation } }
  return withSession(() => requestJson<CorpDone>('/api/corp/cancel-auth', options))
}

/** Makes this app known to e签宝 as a developer, with our address for notices. */
export function initialiseDeveloper(): Promise<CorpDone> {
  return withSession(() => requestJson<CorpDone>('/api/corp/initialise', { method: 'POST' }))
}

/** Orders a package sold by shared profit. The order's id makes it safe to repeat. */
export function placeChannelOrder(body: ChannelOrderRequest): Promise<Order> {
  return withSession(() => requestJson<Order>('/api/orders/channel', { method: 'POST', body }))
}

/** Orders a package sold at a floor price. The order's id makes it safe to repeat. */
export function placeResaleOrder(body: ResaleOrderRequest): Promise<Order> {
  return withSession(() => requestJson<Order>('/api/orders/resale', { method: 'POST', body }))
}
