import { useState } from 'react'

interface Opening {
  isOpen: boolean
  /** As a sheet's key it resets the sheet. */
  round: number
  open: () => void
  /** The next opening starts anew. */
  close: () => void
  /** For a sheet with fields: after it was left, the next opening goes on with what was typed. */
  props: { open: boolean; onClose: () => void; onLeave: () => void }
}

/** An open state of a sheet that starts anew with an opening, unless it was only left. */
export function useOpening(): Opening {
  const [{ isOpen, round }, set] = useState({ isOpen: false, isLeft: false, round: 0 })
  // A sheet that moves out still takes taps beside it.
  const end = (isLeft: boolean) =>
    set((before) => (before.isOpen ? { ...before, isOpen: false, isLeft } : before))
  const close = () => end(false)
  return {
    isOpen,
    round,
    open: () =>
      set((before) => ({
        isOpen: true,
        isLeft: false,
        round: before.isLeft ? before.round : before.round + 1,
      })),
    close,
    props: { open: isOpen, onClose: close, onLeave: () => end(true) },
  }
}
