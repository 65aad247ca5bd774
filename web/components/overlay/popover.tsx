import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { lastPressed } from './last-press.ts'
import { placeBeside } from './place-beside.ts'
import './popover.css'

type PopoverProps = {
  /** Called on a press outside. */
  onClose: () => void
  children: ReactNode
}

/** A box at the button that was pressed for it, inside the window. */
export function Popover({ onClose, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const [button] = useState(lastPressed)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const place = () => {
      const room = { width: document.documentElement.clientWidth, height: innerHeight }
      const size = { width: element.offsetWidth, height: element.offsetHeight }
      const { left, top } = placeBeside(button?.getBoundingClientRect() ?? null, size, room)
      element.style.left = `${left}px`
      element.style.top = `${top}px`
    }
    place()
    addEventListener('scroll', place, true)
    addEventListener('resize', place)
    // Safari 13.0 has none; there a box that grows scrolls.
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(place)
    observer?.observe(element)
    return () => {
      removeEventListener('scroll', place, true)
      removeEventListener('resize', place)
      observer?.disconnect()
    }
  }, [button])
  return createPortal(
    <div
      className="popover-layer"
      role="presentation"
      onClick={(event) => {
        // A press here is none on what the popover is rendered in.
        event.stopPropagation()
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div ref={box} className="sheet-frame popover">
        {children}
      </div>
    </div>,
    document.body,
  )
}
