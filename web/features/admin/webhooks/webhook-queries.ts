import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type {
  CreatedWebhook,
  NewWebhookBody,
  RotatedWebhook,
  WebhookDeliveries,
  WebhookList,
} from '#shared/schemas/corp/webhook.ts'
import { call } from '#web/api/session/renew-session.ts'

const path = '/api/corp/webhooks'

const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`

/** What people know a webhook by; the rest of its address may have a secret. */
export const hostOf = (url: string) => new URL(url).host

/** What other systems are told of the corp's contracts, `GET /api/corp/webhooks`. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ client, signal }) => call<WebhookList>(client, path, { signal }),
})

/** What one of them was sent, `GET /api/corp/webhooks/:id/deliveries`. */
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ client, signal }) =>
      call<WebhookDeliveries>(client, `${pathOf(id)}/deliveries`, { signal }),
  })

/** `POST /api/corp/webhooks`. Rejects with `ApiError`. */
export function addWebhook(client: QueryClient, body: NewWebhookBody) {
  return call<CreatedWebhook>(client, path, { method: 'POST', body })
}

/** `DELETE /api/corp/webhooks/:id`. Rejects with `ApiError`. */
export async function deleteWebhook(client: QueryClient, id: string): Promise<void> {
  await call(client, pathOf(id), { method: 'DELETE' })
}

/** `POST /api/corp/webhooks/:id/rotate`. Rejects with `ApiError`. */
export function rotateWebhook(client: QueryClient, id: string) {
  return call<RotatedWebhook>(client, `${pathOf(id)}/rotate`, { method: 'POST' })
}

/** `POST /api/corp/webhooks/:id/deliveries/:id/resend`. Rejects with `ApiError`. */
export async function resendDelivery(
  client: QueryClient,
  { id, deliveryId }: { id: string; deliveryId: string },
): Promise<void> {
  const delivery = `${pathOf(id)}/deliveries/${encodeURIComponent(deliveryId)}`
  await call(client, `${delivery}/resend`, { method: 'POST' })
}
