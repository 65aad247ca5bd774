let pressed: Element | null = null

/**
 * What was pressed last, outside of popovers. Safari gives a pressed button no focus, and a button
 * that is loading loses it.
 */
export const lastPressed = () => pressed

document.addEventListener(
  'click',
  ({ target }) => {
    if (target instanceof Element && target.closest('.popover-layer') === null)
      pressed = target.closest('button, a, label')
  },
  true,
)
