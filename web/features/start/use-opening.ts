import { useState } from 'react'

interface Opening {
  isOpen: boolean
  /** Counts openings: as a sheet's key it resets the sheet. */
  round: number
  open: () => void
  close: () => void
}

/** An open state of a sheet that starts anew with every opening. */
export function useOpening(): Opening {
  const [{ isOpen, round }, set] = useState({ isOpen: false, round: 0 })
  return {
    isOpen,
    round,
    open: () => set({ isOpen: true, round: round + 1 }),
    close: () => set({ isOpen: false, round }),
  }
}
