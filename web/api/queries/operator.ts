import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import type { CorpFilter, CorpSort, SortOrder } from '#shared/rules/codes/corp-codes.ts'
import type {
  CorpAdminNames,
  DataDeleted,
  OperatorCorpView,
  OperatorCorps,
  OperatorHealth,
  OperatorOrder,
} from '#shared/schemas/corp/operator.ts'
import type { CorpDone } from '#shared/schemas/corp/corp.ts'
import type { SettingsChecks } from '#shared/schemas/settings-checks.ts'
import type { Order, Orders } from '#shared/schemas/corp/order.ts'
import { call } from '#web/api/session/renew-session.ts'

export type CorpChoice = {
  filter: CorpFilter
  /** Part of the name, or a prefix of the id; empty for all. */
  q: string
  sort: CorpSort
  order: SortOrder
}

/** Which organisations are listed, as a URL query. */
export function corpSearch({ filter, q }: Pick<CorpChoice, 'filter' | 'q'>): string {
  return new URLSearchParams({ filter, ...(q !== '' && { q }) }).toString()
}

/** Which are listed and in which order, as a URL query. */
export function corpChoiceSearch({ sort, order, ...which }: CorpChoice): string {
  const isUsual = sort === 'condition' && order === 'asc'
  return isUsual ? corpSearch(which) : `${corpSearch(which)}&sort=${sort}&order=${order}`
}

/** The key prefix of all lists of organisations. */
export const corpsKey = ['operator-corps'] as const

/** A page of up to fifty organisations, `GET /api/operator/corps`. */
export function readCorps(
  client: QueryClient,
  choice: CorpChoice,
  cursor: string | null,
  options: { signal: AbortSignal },
) {
  const query = new URLSearchParams(corpChoiceSearch(choice))
  if (cursor !== null) query.set('cursor', cursor)
  return call<OperatorCorps>(client, `/api/operator/corps?${query.toString()}`, options)
}

/** Whether background work is healthy, `GET /api/operator/health`. */
export const healthQuery = queryOptions({
  queryKey: ['operator-health'],
  queryFn: ({ client, signal }) => call<OperatorHealth>(client, '/api/operator/health', { signal }),
})

/** Tries the server's settings, for as long as half a minute, `GET /api/operator/checks`. */
export const checksQuery = queryOptions({
  queryKey: ['operator-checks'],
  queryFn: ({ client, signal }) => call<SettingsChecks>(client, '/api/operator/checks', { signal }),
})

const corpPath = (corpId: string): string => `/api/operator/corps/${encodeURIComponent(corpId)}`

/** Everything stored about one organisation, `GET /api/operator/corps/:corpId`. */
export const operatorCorpQuery = (corpId: string) =>
  queryOptions({
    queryKey: ['operator-corp', corpId],
    queryFn: ({ client, signal }) => call<OperatorCorpView>(client, corpPath(corpId), { signal }),
  })

/** Its administrators by name, `GET /api/operator/corps/:corpId/admins`. */
export const corpAdminsQuery = (corpId: string) =>
  queryOptions({
    queryKey: ['operator-corp-admins', corpId],
    queryFn: ({ client, signal }) =>
      call<CorpAdminNames>(client, `${corpPath(corpId)}/admins`, { signal }),
  })

/**
 * Its package orders starting at a cursor, newest first, `GET /api/operator/corps/:corpId/orders`.
 */
export const moreCorpOrdersQuery = (corpId: string, from: string) =>
  infiniteQueryOptions({
    queryKey: [...operatorCorpQuery(corpId).queryKey, 'orders', from],
    queryFn: ({ client, signal, pageParam }) => {
      const path = `${corpPath(corpId)}/orders?cursor=${encodeURIComponent(pageParam)}`
      return call<Orders>(client, path, { signal })
    },
    initialPageParam: from,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

/** Refetches the organisation and the lists after a change. */
export async function corpChanged(client: QueryClient, corpId: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: operatorCorpQuery(corpId).queryKey }),
    client.invalidateQueries({ queryKey: corpsKey }),
    client.invalidateQueries({ queryKey: healthQuery.queryKey }),
  ])
}

/**
 * Rereads an organisation from DingTalk and e签宝. Rejects with `ApiError`, like all functions
 * below.
 */
export async function refreshCorp(client: QueryClient, corpId: string) {
  const view = await call<OperatorCorpView>(client, `${corpPath(corpId)}/refresh`, {
    method: 'POST',
  })
  client.setQueryData(operatorCorpQuery(corpId).queryKey, view)
  // Only this answer says what could not be read, so the organisation itself is not refetched.
  await client.invalidateQueries({ queryKey: corpsKey })
  return view
}

/** Looks up an organisation's order in DingTalk's app market. */
export function addPurchase(client: QueryClient, corpId: string, orderId: string) {
  const options = { method: 'POST' as const, body: { orderId } }
  return call<OperatorCorpView>(client, `${corpPath(corpId)}/purchases`, options)
}

/** Registers an organisation's developer account with e签宝. */
export function initialiseCorp(client: QueryClient, corpId: string) {
  return call<CorpDone>(client, `${corpPath(corpId)}/initialise`, { method: 'POST' })
}

/** Orders a package for an organisation. Idempotent by the order's id. */
export function placeCorpOrder(client: QueryClient, corpId: string, body: OperatorOrder) {
  return call<Order>(client, `${corpPath(corpId)}/orders`, { method: 'POST', body })
}

/** Deletes everything stored about an organisation that no longer uses the app. */
export function deleteCorpData(client: QueryClient, corpId: string, confirmation: string) {
  const options = { method: 'POST' as const, body: { confirmation } }
  return call<DataDeleted>(client, `${corpPath(corpId)}/delete-data`, options)
}
