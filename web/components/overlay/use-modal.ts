import { useEffect, useEffectEvent } from 'react'
import { listenToBack } from '#web/dingtalk/navigation.ts'

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]'

interface ModalOptions {
  isOpen: boolean
  onClose: () => void
  /** Selector of what has the focus at first. */
  first: string
}

/**
 * Makes an overlay a modal dialog, which antd-mobile does not: focus moves to `first` and stays
 * inside, Escape and the client's back key close it, and the focus returns.
 * @param findDialog gives the element with `role="dialog"` once it is there; a stable function
 */
export function useModal(findDialog: () => HTMLElement | null, options: ModalOptions): void {
  const { isOpen, onClose, first } = options
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (!isOpen) return undefined
    const before = document.activeElement
    // antd-mobile renders a dialog's content after this effect.
    const frame = requestAnimationFrame(() =>
      findDialog()?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true }),
    )
    const stop = listenToBack(() => {
      close()
      return true
    })
    const handleKey = (event: KeyboardEvent) => {
      if (isOfInputMethod(event)) return
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

/** Safari ends a composition before the key that ends it, and tells it by the code alone. */
function isOfInputMethod({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229
}

/** Whether no other dialog has been opened above this one. */
function isTopmost(dialog: HTMLElement): boolean {
  const all = document.querySelectorAll('[role="dialog"][aria-modal="true"]')
  return all[all.length - 1] === dialog
}

/** Lets the focus go round inside of an element. */
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
