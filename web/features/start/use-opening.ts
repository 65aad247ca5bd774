import { useState } from 'react'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'

/** The props of a sheet with fields. */
export type OpenForm = {
  /**
   * Called instead of `onClose` if it may be an accident: back, Escape, X, a tap outside, a swipe.
   */
  onLeave: () => void
} & OpenSheet

type Opening = {
  /** A key for the sheet, which resets it. */
  round: number
  open: () => void
  /** After closing, the sheet opens empty; after leaving, it opens with what was typed. */
  props: OpenForm
}

/** The open state of a sheet whose fields are reset on opening, unless it was only left. */
export function useOpening(): Opening {
  const [{ isOpen, round }, set] = useState({ isOpen: false, isLeft: false, round: 0 })
  // A sheet that is animating out still receives taps outside it.
  const end = (isLeft: boolean) =>
    set((before) => (before.isOpen ? { ...before, isOpen: false, isLeft } : before))
  return {
    round,
    open: () =>
      set((before) => ({
        isOpen: true,
        isLeft: false,
        round: before.isLeft ? before.round : before.round + 1,
      })),
    props: { open: isOpen, onClose: () => end(false), onLeave: () => end(true) },
  }
}
