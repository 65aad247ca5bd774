import { type ReactNode, useEffect, useId, useRef } from 'react'
import { createPortal } from 'react-dom'
import { listenToBack } from '#web/dingtalk/navigation.ts'
import { useWords, words } from '#web/i18n/words.ts'
import './sheet.css'

interface SheetProps {
  title: string
  onClose: () => void
  children: ReactNode
}

const focusable = 'a[href], button:not(:disabled), input, select, textarea'

/**
 * A dialog that comes up from the lower edge; on large screens it stands in the middle. It goes by
 * the client's back, by Escape, and by a tap beside it.
 */
export function Sheet({ title, onClose, children }: SheetProps) {
  const t = useWords(words.page)
  const titleId = useId()
  const dialog = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.focus()
    document.body.classList.add('has-sheet')
    const stop = listenToBack(() => {
      close.current()
      return true
    })
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close.current()
      if (event.key === 'Tab' && dialog.current) keepFocus(event, dialog.current)
    }
    document.addEventListener('keydown', handleKey)
    return () => {
      stop()
      document.removeEventListener('keydown', handleKey)
      document.body.classList.remove('has-sheet')
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // Outside of the page, which would take a finger that moves here for one that pulls it.
  return createPortal(
    <div className="sheet-layer">
      <button
        type="button"
        className="sheet-mask"
        tabIndex={-1}
        aria-label={t.close}
        onClick={onClose}
      />
      <div
        ref={dialog}
        className="bottom-sheet"
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </div>,
    document.body,
  )
}

/** Lets the focus go round inside of an element. */
function keepFocus(event: KeyboardEvent, element: HTMLElement): void {
  const stops = [...element.querySelectorAll<HTMLElement>(focusable)]
  const first = stops[0]
  const last = stops[stops.length - 1]
  const isAtEnd = event.shiftKey
    ? document.activeElement === first || document.activeElement === element
    : document.activeElement === last
  const next = event.shiftKey ? last : first
  if (!isAtEnd || !next) return
  event.preventDefault()
  next.focus()
}
