import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { corpQuery } from '#web/api/queries/admin.ts'
import { readinessQuery } from '#web/api/queries/readiness.ts'

/** Reads what is shown of the corp again when the proxy tells that it has authorised the app. */
export function useCorpNews(): void {
  const client = useQueryClient()
  useEffect(() => {
    let stop: (() => void) | undefined
    let isOver = false
    // Not needed for the first screen; without it the page is read as before.
    import('#web/api/live/live.ts').then(
      ({ listenToChanges }) => {
        if (isOver) return
        stop = listenToChanges(null, ({ taskId }) => {
          if (taskId !== null) return
          void client.invalidateQueries({ queryKey: corpQuery.queryKey })
          void client.invalidateQueries({ queryKey: readinessQuery.queryKey })
        })
      },
      () => {},
    )
    return () => {
      isOver = true
      stop?.()
    }
  }, [client])
}
