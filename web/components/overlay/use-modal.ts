import { type RefObject, useEffect, useRef } from 'react'
import { listenToBack } from '#web/dingtalk/navigation.ts'

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]'

/**
 * Makes what is shown above the page a modal dialog: the focus goes to `first` inside and stays
 * there, Escape and the client's back key close, and in the end the focus is where it was.
 * antd-mobile does none of this.
 */
export function useModal(
  dialog: RefObject<HTMLElement | null>,
  { isOpen, onClose, first }: { isOpen: boolean; onClose: () => void; first: string },
): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (!isOpen) return undefined
    const before = document.activeElement
    const focusFirst = () =>
      dialog.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true })
    focusFirst()
    // antd-mobile shows its dialogs a frame after they are drawn.
    const frame = requestAnimationFrame(() => {
      if (!dialog.current?.contains(document.activeElement)) focusFirst()
    })
    const stop = listenToBack(() => {
      close.current()
      return true
    })
    const handleKey = (event: KeyboardEvent) => {
      const element = dialog.current
      if (!element || !isTopmost(element)) return
      if (event.key === 'Escape') close.current()
      if (event.key === 'Tab') keepFocus(event, element)
    }
    document.addEventListener('keydown', handleKey)
    return () => {
      cancelAnimationFrame(frame)
      stop()
      document.removeEventListener('keydown', handleKey)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [isOpen, dialog, first])
}

/** Whether no other dialog has been opened above this one. */
function isTopmost(element: HTMLElement): boolean {
  const all = document.querySelectorAll('[role="dialog"][aria-modal="true"]')
  const last = all[all.length - 1]
  return last === undefined || last === element || last.contains(element) || element.contains(last)
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
