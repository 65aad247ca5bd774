import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { remindersAnswerShape, remindersPreviewShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/** What reminding each flow would do now, `POST /api/flows/reminders/preview`. */
export function remindersPreviewQuery(taskIds: readonly string[]) {
  return queryOptions({
    queryKey: ['reminders', taskIds] as const,
    queryFn: ({ client }) =>
      call(client, '/api/flows/reminders/preview', remindersPreviewShape, {
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
  return call(client, '/api/flows/reminders', remindersAnswerShape, {
    method: 'POST',
    body: { taskIds, ...(note !== '' && { note }) },
  })
}
