import { useEffect, useState } from 'react'
import { useDevice } from '#web/i18n/device.ts'

/**
 * The current time in epoch milliseconds, updated every `interval` milliseconds while the page is
 * visible.
 */
export function useNow(interval = 15_000): number {
  const device = useDevice()
  const [now, setNow] = useState(device.now)
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
