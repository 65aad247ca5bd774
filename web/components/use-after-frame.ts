import { useEffect, useState } from 'react'
import { afterFrame } from './after-frame.ts'

/** False when a component is first drawn, and true once that can be seen. */
export function useAfterFrame(): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => afterFrame(() => setSeen(true)), [])
  return isSeen
}
