import { useState } from 'react'
import type { OpenSheet } from '#web/components/overlay/sheet.tsx'

/** What a sheet with fields has to know. */
export interface OpenForm extends OpenSheet {
  /** In place of `onClose` where it may be an accident: back, Escape, X, a tap beside, a swipe. */
  onLeave: () => void
}

interface Opening {
  /** As a sheet's key it resets the sheet. */
  round: number
  open: () => void
  /** After a sheet was closed the next opening starts anew; after it was left, with what was typed. */
  props: OpenForm
}

/** An open state of a sheet that starts anew with an opening, unless it was only left. */
export function useOpening(): Opening {
  const [{ isOpen, round }, set] = useState({ isOpen: false, isLeft: false, round: 0 })
  // A sheet that moves out still takes taps beside it.
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
