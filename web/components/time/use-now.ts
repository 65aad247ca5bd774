import { useEffect, useState } from 'react'
import { useViewer } from '#web/i18n/viewer.ts'

/**
 * The current time in epoch milliseconds, updated every `interval` milliseconds while the page is
 * visible.
 */
export function useNow(interval = 15_000): number {
  const viewer = useViewer()
  const [now, setNow] = useState(viewer.now)
  useEffect(() => {
    const renew = () => {
      if (document.visibilityState === 'visible') setNow(Date.now())
    }
    const timer = setInterval(renew, interval)
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [interval])
  return now
}
