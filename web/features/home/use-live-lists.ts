import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { apiOf } from '#web/api/api.ts'

/** Waits for changes that come together, milliseconds. */
const gathering = 500

/** Lists are read no more often than this (milliseconds). */
const pause = 5000

/** Reads the lists on screen again when the proxy tells that a flow in them may have changed. */
export function useLiveLists(): void {
  const client = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let lastRead = 0
    const read = () => {
      timer = undefined
      // A return to the page reads anyway.
      if (document.visibilityState === 'hidden') return
      lastRead = Date.now()
      void client.refetchQueries({ queryKey: ['flows'], type: 'active' })
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
