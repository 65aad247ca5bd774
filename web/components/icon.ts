import type { IconNode } from 'lucide'
import { createElement } from 'react'

/** Attributes, because any CSS rule overrides them. */
const size = { width: 24, height: 24 }

/**
 * A decorative icon in the text colour: the text next to it, or the button's name, says the same.
 */
export function Icon({ icon, className = '' }: { icon: IconNode; className?: string }) {
  return createElement(
    'svg',
    { ...size, className: `icon ${className}`, viewBox: '0 0 24 24', 'aria-hidden': true },
    ...icon.map(([shape, attributes]) => createElement(shape, attributes)),
  )
}
