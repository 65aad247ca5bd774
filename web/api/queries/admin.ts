import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { CorpDone, CorpStatistics, CorpView } from '#shared/schemas/corp.ts'
import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import type { OperatorOrder } from '#shared/schemas/operator.ts'
import type { Order, Orders } from '#shared/schemas/order.ts'
import type { OutboxDesk } from '#shared/schemas/outbox.ts'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { call } from '#web/api/session/renew-session.ts'

/** State of the corp in e签宝, `GET /api/corp`. */
export const corpQuery = queryOptions({
  queryKey: ['corp'],
  queryFn: ({ client, signal }) => call<CorpView>(client, '/api/corp', { signal }),
})

/** Figures over all flows of the corp, `GET /api/corp/statistics`. */
export const statisticsQuery = queryOptions({
  queryKey: ['corp-statistics'],
  queryFn: ({ client, signal }) => call<CorpStatistics>(client, '/api/corp/statistics', { signal }),
})

/** What of the corp's messages waits and what failed, `GET /api/corp/outbox`. */
export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: ({ client, signal }) => call<OutboxDesk>(client, '/api/corp/outbox', { signal }),
})

/** Has what is held up tried again now. Rejects with `ApiError`. */
export async function retryOutbox(client: QueryClient): Promise<void> {
  await call(client, '/api/corp/outbox/retry', { method: 'POST' })
}

interface PageContext {
  client: QueryClient
  pageParam: string | null
  signal: AbortSignal
}

function pageOf<Page>(path: string, { client, pageParam, signal }: PageContext): Promise<Page> {
  const query = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`
  return call<Page>(client, path + query, { signal })
}

/** Who opened what, newest first, `GET /api/audit`. */
export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: (context) => pageOf<FlowViews>('/api/audit', context),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Package orders, newest first, `GET /api/orders`. */
export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: (context) => pageOf<Orders>('/api/orders', context),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Takes back what the corp allowed this app. Rejects with `ApiError`. */
export function cancelAuthorisation(client: QueryClient, confirmation: string): Promise<CorpDone> {
  const options = { method: 'POST' as const, body: { confirmation } }
  return call<CorpDone>(client, '/api/corp/cancel-auth', options)
}

/** Makes this app known to e签宝 as a developer, with our address for notices. */
export function initialiseDeveloper(client: QueryClient): Promise<CorpDone> {
  return call<CorpDone>(client, '/api/corp/initialise', { method: 'POST' })
}

/** Orders a package. The order's id makes it safe to repeat. */
export function placeOrder(client: QueryClient, order: OperatorOrder): Promise<Order> {
  const { kind, ...body } = order
  return call<Order>(client, `/api/orders/${kind}`, { method: 'POST', body })
}

/** Tells who owns flows that were started elsewhere; two hundred lines at most. */
export function importFlows(
  client: QueryClient,
  csv: string,
  signal: AbortSignal,
): Promise<ImportAnswer> {
  return call<ImportAnswer>(client, '/api/registrations/import', { method: 'POST', csv, signal })
}
