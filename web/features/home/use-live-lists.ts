import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'
import { readAgain } from '#web/api/live/read-again.ts'

/** Batches changes that arrive together; milliseconds. */
const gathering = 500

/** The minimum time between reads of the lists, in milliseconds. */
const pause = 5000

/** Refetches the lists on screen when the proxy reports that a flow in them may have changed. */
export function useLiveLists(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let lastRead = 0
    const read = () => {
      timer = undefined
      // A page that becomes visible refetches anyway.
      if (document.visibilityState === 'hidden') return
      lastRead = Date.now()
      void readAgain(client, { queryKey: ['flows'] })
    }
    const readSoon = () => {
      timer ??= setTimeout(read, Math.max(gathering, lastRead + pause - Date.now()))
    }
    const stop = apiOf(client).live.listen(null, readSoon)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [client])
}
