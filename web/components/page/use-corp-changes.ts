import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'
import { corpQuery } from '#web/api/queries/admin.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'

/** Reads what is shown of the corp again when the proxy tells that it has authorised the app. */
export function useCorpChanges(): void {
  const client = useQueryClient()
  useEffect(() => {
    return apiOf(client).live.listen(null, ({ taskId }) => {
      if (taskId !== null) return
      void client.invalidateQueries({ queryKey: corpQuery.queryKey })
      void client.invalidateQueries({ queryKey: readinessQuery.queryKey })
    })
  }, [client])
}
