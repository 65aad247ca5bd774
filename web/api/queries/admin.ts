import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AuditKind } from '#shared/rules/codes/audit-kind.ts'
import type { CorpSettings } from '#shared/schemas/corp/corp-settings.ts'
import type { OperatorOrder } from '#shared/schemas/corp/operator.ts'
import type { CorpDone, CorpStatistics, CorpView } from '#shared/schemas/corp/corp.ts'
import type { FlowViews } from '#shared/schemas/flow/flow-views.ts'
import type { Order, Orders } from '#shared/schemas/corp/order.ts'
import type { OutboxDesk } from '#shared/schemas/corp/outbox.ts'
import type { ImportAnswer } from '#shared/schemas/registration.ts'
import { call } from '#web/api/session/renew-session.ts'

/** The corp's state in e签宝, `GET /api/corp`. */
export const corpQuery = queryOptions({
  queryKey: ['corp'],
  queryFn: ({ client, signal }) => call<CorpView>(client, '/api/corp', { signal }),
})

/** Figures for all flows of the corp, `GET /api/corp/statistics`. */
export const statisticsQuery = queryOptions({
  queryKey: ['corp-statistics'],
  queryFn: ({ client, signal }) => call<CorpStatistics>(client, '/api/corp/statistics', { signal }),
})

/** What the corp's admins have set, `GET /api/corp/settings`. */
export const corpSettingsQuery = queryOptions({
  queryKey: ['corp-settings'],
  queryFn: ({ client, signal }) => call<CorpSettings>(client, '/api/corp/settings', { signal }),
})

/** `PUT /api/corp/settings`. Rejects with `ApiError`. */
export function changeCorpSettings(
  client: QueryClient,
  change: Partial<Pick<CorpSettings, 'timeZone' | 'messageLanguage' | 'extraDays'>>,
) {
  const options = { method: 'PUT' as const, body: change }
  return call<CorpSettings>(client, '/api/corp/settings', options)
}

/** The corp's queued and failed messages, `GET /api/corp/outbox`. */
export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: ({ client, signal }) => call<OutboxDesk>(client, '/api/corp/outbox', { signal }),
})

/** Retries failed messages. Rejects with `ApiError`. */
export async function retryOutbox(client: QueryClient): Promise<void> {
  await call(client, '/api/corp/outbox/retry', { method: 'POST' })
}

type PageContext = {
  client: QueryClient
  pageParam: string | null
  signal: AbortSignal
}

function pageOf<Page>(
  path: string,
  { client, pageParam, signal }: PageContext,
  query = new URLSearchParams(),
): Promise<Page> {
  if (pageParam !== null) query.set('cursor', pageParam)
  const search = query.toString()
  return call(client, search === '' ? path : `${path}?${search}`, { signal })
}

/** All queries of the audit. */
export const auditKey = ['audit'] as const

/** What the audit is limited to. */
export type AuditFilter = {
  kind?: AuditKind | undefined
  /** A part of the person's name. */
  name?: string | undefined
}

/** Who opened what, newest first, `GET /api/audit`. */
export const auditQuery = ({ kind, name = '' }: AuditFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...auditKey, kind ?? '', name],
    queryFn: (context) => pageOf<FlowViews>('/api/audit', context, auditSearch({ kind, name })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/** Path of the file with all that the filter matches, `GET /api/audit.csv`. */
export function auditFile(filter: AuditFilter): string {
  const search = auditSearch(filter).toString()
  return search === '' ? '/api/audit.csv' : `/api/audit.csv?${search}`
}

function auditSearch({ kind, name = '' }: AuditFilter): URLSearchParams {
  return new URLSearchParams({ ...(kind && { kind }), ...(name !== '' && { name }) })
}

/** Package orders, newest first, `GET /api/orders`. */
export const ordersQuery = infiniteQueryOptions({
  queryKey: ['orders'],
  queryFn: (context) => pageOf<Orders>('/api/orders', context),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
})

/** Revokes what the corp has authorised this app to do. Rejects with `ApiError`. */
export function cancelAuthorisation(client: QueryClient, confirmation: string) {
  const options = { method: 'POST' as const, body: { confirmation } }
  return call<CorpDone>(client, '/api/corp/cancel-auth', options)
}

/** Registers this app with e签宝 as a developer, with our URL for notices. */
export function initialiseDeveloper(client: QueryClient) {
  return call<CorpDone>(client, '/api/corp/initialise', { method: 'POST' })
}

/** Orders a package. Idempotent by the order's id. */
export function placeOrder(client: QueryClient, order: OperatorOrder) {
  const { kind, ...body } = order
  return call<Order>(client, `/api/orders/${kind}`, { method: 'POST', body })
}

/** Registers the owners of flows that were started elsewhere, 200 lines at most. */
export function importFlows(client: QueryClient, csv: string, signal: AbortSignal) {
  return call<ImportAnswer>(client, '/api/registrations/import', {
    method: 'POST',
    csv,
    signal,
  })
}
