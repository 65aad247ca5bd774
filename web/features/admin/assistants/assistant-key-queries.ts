import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type {
  AssistantKeyState,
  MadeAssistantKey,
} from '#shared/schemas/assistant/assistant-key.ts'
import { call } from '#web/api/session/renew-session.ts'

const path = '/api/corp/assistant-key'

/** The organisation's key for DingTalk's own assistants, `GET /api/corp/assistant-key`. */
export const assistantKeyQuery = queryOptions({
  queryKey: ['assistant-key'],
  queryFn: ({ client, signal }) => call<AssistantKeyState>(client, path, { signal }),
})

/** `POST /api/corp/assistant-key`. Do not cache the answer: it has a secret. */
export function makeAssistantKey(client: QueryClient) {
  return call<MadeAssistantKey>(client, path, { method: 'POST' })
}

/** `DELETE /api/corp/assistant-key`. Rejects with `ApiError`. */
export async function withdrawAssistantKey(client: QueryClient): Promise<void> {
  await call(client, path, { method: 'DELETE' })
}
