/** Fields for text. */
export const textFields =
  'input:not([type="radio"]):not([type="checkbox"]):not([type="file"]), textarea'

/**
 * Marks the page while somebody types on a touch screen, where the keyboard moves everything that
 * is fixed to the bottom.
 */
export function followTyping(): void {
  if (!matchMedia('(pointer: coarse)').matches) return
  let isPressed = false
  const follow = () => {
    // A button that moves while it is pressed gets no click.
    if (isPressed) return
    const active = document.activeElement
    // A sheet covers the bar, which would be seen to leave.
    const isTyping =
      active?.matches(textFields) === true && active.closest('[role="dialog"]') === null
    document.documentElement.classList.toggle('is-typing', isTyping)
  }
  // Between blur and focus, no element has the focus.
  const followLater = () => setTimeout(follow)
  document.addEventListener('focusin', follow)
  document.addEventListener('focusout', followLater)
  document.addEventListener('mousedown', () => {
    isPressed = true
  })
  document.addEventListener('mouseup', () => {
    isPressed = false
    followLater()
  })
  follow()
}
