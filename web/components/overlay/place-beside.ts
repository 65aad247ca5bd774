type Size = { width: number; height: number }

/** Of a button, in the window. */
type Box = { left: number; right: number; top: number; bottom: number }

/** Between a popover and its button, and the window's edges. */
const gap = 4
const margin = 8

/**
 * Where a popover stands: below its button, above where there is more room, and over it in a window
 * that is too low for both. It shares the button's left edge in the left half of the window, and
 * the right edge in the right half and at what is wider than itself.
 */
export function placeBeside(button: Box | null, size: Size, room: Size) {
  const most = { left: room.width - size.width - margin, top: room.height - size.height - margin }
  const inside = (value: number, end: number) => Math.max(margin, Math.min(value, end))
  if (button === null)
    return { left: inside(most.left / 2, most.left), top: inside(most.top / 3, most.top) }
  const isAtRight =
    button.left + button.right > room.width || button.right - button.left > size.width
  const below = button.bottom + gap
  const above = button.top - gap - size.height
  return {
    left: inside(isAtRight ? button.right - size.width : button.left, most.left),
    top: inside(below > most.top && above >= margin ? above : below, most.top),
  }
}
