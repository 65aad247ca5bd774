import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type {
  RemindersAnswer,
  RemindersPreview,
} from '#shared/schemas/flow/remind/several-reminders.ts'
import { call } from '#web/api/session/renew-session.ts'

/** What reminding each flow would do now, `POST /api/flows/reminders/preview`. */
export function remindersPreviewQuery(taskIds: readonly string[]) {
  return queryOptions({
    queryKey: ['reminders', taskIds] as const,
    queryFn: ({ client }) =>
      call<RemindersPreview>(client, '/api/flows/reminders/preview', {
        method: 'POST',
        body: { taskIds },
      }),
    // Not cached: minutes later the preview may differ.
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
}

/**
 * Reminds the people of several flows, `POST /api/flows/reminders`. Rejects with `ApiError`.
 * @param note one line for them; may be empty
 */
export function remindFlows(client: QueryClient, taskIds: readonly string[], note: string) {
  return call<RemindersAnswer>(client, '/api/flows/reminders', {
    method: 'POST',
    body: { taskIds, ...(note !== '' && { note }) },
  })
}
