import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'
import { ApiError } from '#web/api/http/api-error.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'

/** Whether the corp has not authorised the app. */
function isNotAuthorised(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'corp-not-authorised'
}

/**
 * Rereads the corp's data on the page, and what the corp's missing authorisation made fail, when the
 * proxy reports that it has authorised the app.
 * @param listensTo the task id that the page listens to anyway, null for a page of the corp;
 * undefined while it does not listen
 */
export function useCorpChanges(listensTo: string | null | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    if (listensTo === undefined) return undefined
    return apiOf(client).live.listen(listensTo, ({ taskId }) => {
      if (taskId !== null) return
      void client.invalidateQueries({ queryKey: corpQuery.queryKey })
      void client.invalidateQueries({ queryKey: readinessQuery.queryKey })
      void client.invalidateQueries({ predicate: ({ state }) => isNotAuthorised(state.error) })
    })
  }, [client, listensTo])
}
