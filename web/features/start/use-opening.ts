import { useState } from 'react'

interface Opening {
  isOpen: boolean
  /** Another at each opening: as the key of a sheet it has it begin anew. */
  round: number
  open: () => void
  close: () => void
}

/** Whether a sheet is open whose fields begin anew each time. */
export function useOpening(): Opening {
  const [{ isOpen, round }, set] = useState({ isOpen: false, round: 0 })
  return {
    isOpen,
    round,
    open: () => set({ isOpen: true, round: round + 1 }),
    close: () => set({ isOpen: false, round }),
  }
}
