import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'
import { hasCode } from '#web/api/http/api-error.ts'
import { readAgain } from '#web/api/live/read-again.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'

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
      void readAgain(client, { queryKey: corpQuery.queryKey })
      void readAgain(client, { queryKey: readinessQuery.queryKey })
      void readAgain(client, {
        predicate: ({ state }) => hasCode(state.error, 'corp-not-authorised'),
      })
    })
  }, [client, listensTo])
}
