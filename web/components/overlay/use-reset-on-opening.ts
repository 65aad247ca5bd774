import { useState } from 'react'

/** Calls `reset` when a sheet opens again, so that it does not show the previous result. */
export function useResetOnOpening(open: boolean, reset: () => void): void {
  const [shown, setShown] = useState(open)
  if (shown === open) return
  setShown(open)
  if (open) reset()
}
