import { type DataTag, type QueryClient, queryOptions, useMutation } from '@tanstack/react-query'
import type { FlowChoices } from '#shared/schemas/news.ts'
import { call } from '#web/api/session/renew-session.ts'
import { flowApiPath } from './flow.ts'

/** The person's choices for a flow, `GET /api/flows/:taskId/follow`. */
export function choicesQuery(taskId: string) {
  return queryOptions({
    queryKey: ['choices', taskId],
    queryFn: ({ client, signal }) =>
      call<FlowChoices>(client, `${flowApiPath(taskId)}/follow`, { signal }),
  })
}

/** Initiators get notifications unless they mute the flow, others once they follow it. */
export function isTold({ state, every }: FlowChoices): boolean {
  return every === null ? state === 'follow' : state !== 'mute'
}

/** `PUT /api/flows/:taskId/follow`. Rejects with `ApiError`. */
export async function setFollowing(
  client: QueryClient,
  taskId: string,
  state: FlowChoices['state'],
): Promise<void> {
  await call(client, `${flowApiPath(taskId)}/follow`, { method: 'PUT', body: { state } })
}

/** `PUT /api/flows/:taskId/auto-reminders`. Rejects with `ApiError`. */
export async function setAutoReminders(
  client: QueryClient,
  taskId: string,
  every: NonNullable<FlowChoices['every']>,
): Promise<void> {
  await call(client, `${flowApiPath(taskId)}/auto-reminders`, {
    method: 'PUT',
    body: { every },
  })
}

/** Optimistic updates of fields of a query's data, rolled back on failure. */
export function useOptimistic<Data extends object>(
  queryKey: DataTag<string[], Data, Error>,
  store: (client: QueryClient, change: Partial<NoInfer<Data>>) => Promise<unknown>,
) {
  return useMutation({
    mutationKey: queryKey,
    mutationFn: (change: Partial<Data>, { client }) => store(client, change),
    onMutate: async (change, { client }) => {
      // A read that is under way still has the old choice.
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData<Data>(queryKey)
      if (before !== undefined) client.setQueryData<Data>(queryKey, { ...before, ...change })
      return before
    },
    onError: (_error, _change, before, { client }) => {
      if (before !== undefined) client.setQueryData<Data>(queryKey, before)
    },
    onSettled: (_set, _error, _change, _before, { client }) => {
      // While other changes are pending, a reread would make their choices flip back.
      if (client.isMutating({ mutationKey: queryKey }) > 1) return
      void client.invalidateQueries({ queryKey })
    },
  })
}
