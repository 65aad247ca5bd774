import type { IconNode } from 'lucide'
import { createElement } from 'react'

/** Attributes, which any style overrides. */
const size = { width: 24, height: 24 }

/**
 * A picture in the colour of the text, decorative: words beside it, or the button's name, say the
 * same.
 */
export function Icon({ icon, className = '' }: { icon: IconNode; className?: string }) {
  return createElement(
    'svg',
    { ...size, className: `icon ${className}`, viewBox: '0 0 24 24', 'aria-hidden': true },
    ...icon.map(([shape, attributes]) => createElement(shape, attributes)),
  )
}
