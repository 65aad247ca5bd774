import type { IconNode } from 'lucide'
import { createElement } from 'react'

/** As attributes, so that any style may differ. */
const size = { width: 24, height: 24 }

/**
 * A picture in the color of the text, for what words beside it or the name of its button tell as
 * well.
 */
export function Icon({ icon, className = '' }: { icon: IconNode; className?: string }) {
  return createElement(
    'svg',
    { ...size, className: `icon ${className}`, viewBox: '0 0 24 24', 'aria-hidden': true },
    ...icon.map(([shape, attributes]) => createElement(shape, attributes)),
  )
}
