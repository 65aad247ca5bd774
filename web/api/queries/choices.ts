import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { FlowChoices, Preferences, PreferencesChange } from '#shared/schemas/news.ts'
import { flowChoicesShape, preferencesShape } from '#web/api/answers/flow-shapes.ts'
import { call } from '#web/api/session/renew-session.ts'

/** What the asker wants to hear of, `GET /api/me/preferences`. */
export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ client, signal }) =>
    call(client, '/api/me/preferences', preferencesShape, { signal }),
})

/** `PUT /api/me/preferences`. Rejects with `ApiError`. */
export function changePreferences(
  client: QueryClient,
  change: PreferencesChange,
): Promise<Preferences> {
  return call(client, '/api/me/preferences', preferencesShape, { method: 'PUT', body: change })
}

const addressOf = (taskId: string) => `/api/flows/${encodeURIComponent(taskId)}`

/** What the asker has chosen for a flow, `GET /api/flows/:taskId/follow`. */
export function choicesQuery(taskId: string) {
  return queryOptions({
    queryKey: ['choices', taskId],
    queryFn: ({ client, signal }) =>
      call(client, `${addressOf(taskId)}/follow`, flowChoicesShape, { signal }),
  })
}

/** `PUT /api/flows/:taskId/follow`. Rejects with `ApiError`. */
export async function setFollowing(
  client: QueryClient,
  taskId: string,
  state: FlowChoices['state'],
): Promise<void> {
  await call(client, `${addressOf(taskId)}/follow`, null, { method: 'PUT', body: { state } })
}

/** `PUT /api/flows/:taskId/auto-reminders`. Rejects with `ApiError`. */
export async function setAutoReminders(
  client: QueryClient,
  taskId: string,
  every: NonNullable<FlowChoices['every']>,
): Promise<void> {
  await call(client, `${addressOf(taskId)}/auto-reminders`, null, {
    method: 'PUT',
    body: { every },
  })
}
