import { useEffect, useEffectEvent, useState } from 'react'
import { listenToBack } from '#web/dingtalk/navigation.ts'

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]'

type ModalOptions = {
  isOpen: boolean
  onClose: () => void
  /** Selector of the element with the initial focus. */
  first: string
}

/**
 * Makes an overlay a modal dialog, which antd-mobile does not: focus moves to `first` and is
 * trapped, Escape and the client's back key close the overlay, and closing restores the focus.
 * @param findDialog returns the element with `role="dialog"` once it is mounted; a stable function
 */
export function useModal(findDialog: () => HTMLElement | null, options: ModalOptions): void {
  const { isOpen, onClose, first } = options
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (!isOpen) return undefined
    const before = document.activeElement
    // antd-mobile renders a dialog's content after this effect.
    const frame = requestAnimationFrame(() => {
      const dialog = findDialog()
      // On a busy device somebody may type in the dialog before this frame.
      if (dialog === null || dialog.contains(document.activeElement)) return
      dialog.querySelector<HTMLElement>(first)?.focus({ preventScroll: true })
    })
    const stop = listenToBack(() => {
      close()
      return true
    })
    const handleKey = (event: KeyboardEvent) => {
      if (isImeKey(event)) return
      const dialog = findDialog()
      if (dialog === null || !isTopmost(dialog)) return
      if (event.key === 'Escape') close()
      if (event.key === 'Tab') keepFocus(event, dialog)
    }
    document.addEventListener('keydown', handleKey)
    return () => {
      cancelAnimationFrame(frame)
      stop()
      document.removeEventListener('keydown', handleKey)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [isOpen, findDialog, first])
}

/**
 * Safari ends a composition before the keydown that ended it, which is recognisable only by its key
 * code.
 */
function isImeKey({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229
}

/** Whether no other dialog is open above this one. */
function isTopmost(dialog: HTMLElement): boolean {
  const all = document.querySelectorAll('[role="dialog"][aria-modal="true"]')
  return all[all.length - 1] === dialog
}

/** Wraps the focus around at the ends of an element. */
function keepFocus(event: KeyboardEvent, element: HTMLElement): void {
  const stops = [...element.querySelectorAll<HTMLElement>(focusable)]
  const first = stops[0]
  const last = stops[stops.length - 1]
  const active = document.activeElement
  const isInside = active !== null && element.contains(active)
  const isAtEnd = event.shiftKey
    ? active === first || !stops.some((stop) => stop === active)
    : active === last
  const next = event.shiftKey ? last : first
  if ((isInside && !isAtEnd) || !next) return
  event.preventDefault()
  next.focus()
}

/**
 * Whether an overlay of antd-mobile should be visible: `open`, a few frames later. An overlay that
 * is mounted open would appear without animation, and one that is closed before its animation has
 * started would never be removed.
 */
export function useVisible(open: boolean): boolean {
  const [isVisible, setVisible] = useState(false)
  useEffect(() => {
    if (open === isVisible) return undefined
    let frame = requestAnimationFrame(() => {
      if (open) setVisible(true)
      // The animation starts to move in the first frame.
      else frame = requestAnimationFrame(() => setVisible(false))
    })
    return () => cancelAnimationFrame(frame)
  }, [open, isVisible])
  return isVisible
}
