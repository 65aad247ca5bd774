import { useEffect, useState } from 'react'

/** Whether something has been true for this many milliseconds. */
export function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [isLasting, setLasting] = useState(false)
  if (!isSo && isLasting) setLasting(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => clearTimeout(timer)
  }, [isSo, milliseconds])
  return isLasting
}
