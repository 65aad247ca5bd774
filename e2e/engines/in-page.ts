// Functions that run in the page of an engine, handed over as text: each holds all it needs and uses
// no syntax that Chrome 69 does not have.

/** An element: by a CSS selector and, where there are several, by its name. */
export type Wanted = {
  css: string
  /** Its accessible name, or the beginning of its text. */
  name?: string
}

/** The text of the first such element that can be seen; null when there is none. */
export function textOf(wanted: Wanted): string | null {
  const found = Array.from(document.querySelectorAll<HTMLElement>(wanted.css)).find((element) => {
    const { width, height } = element.getBoundingClientRect()
    if (width === 0 || height === 0 || getComputedStyle(element).visibility !== 'visible') return false
    if (wanted.name === undefined) return true
    const field = element as HTMLInputElement
    const labels = field.labels ? Array.from(field.labels, (label) => label.textContent || '') : []
    const names = [element.getAttribute('aria-label') || '', element.textContent || ''].concat(labels)
    const name = wanted.name
    return names.some((each) => each.trim().indexOf(name) === 0)
  })
  return found === undefined ? null : (found.textContent || '').trim()
}

/**
 * The middle of the first such element, which is scrolled into sight where it is not; null while
 * there is none, or while something else lies above it.
 */
export function placeOf(wanted: Wanted): { x: number; y: number } | null {
  const found = Array.from(document.querySelectorAll<HTMLElement>(wanted.css)).find((element) => {
    const { width, height } = element.getBoundingClientRect()
    if (width === 0 || height === 0 || getComputedStyle(element).visibility !== 'visible') return false
    if ((element as HTMLButtonElement).disabled) return false
    if (wanted.name === undefined) return true
    const field = element as HTMLInputElement
    const labels = field.labels ? Array.from(field.labels, (label) => label.textContent || '') : []
    const names = [element.getAttribute('aria-label') || '', element.textContent || ''].concat(labels)
    const name = wanted.name
    return names.some((each) => each.trim().indexOf(name) === 0)
  })
  if (found === undefined) return null
  const middle = () => {
    const { left, top, width, height } = found.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }
  const hit = ({ x, y }: { x: number; y: number }) => {
    const top = document.elementFromPoint(x, y)
    if (top === null) return false
    const label = (found as HTMLInputElement).labels && (found as HTMLInputElement).labels![0]
    return found.contains(top) || top.contains(found) || (label ? label.contains(top) : false)
  }
  if (hit(middle())) return middle()
  found.scrollIntoView({ block: 'center' })
  return hit(middle()) ? middle() : null
}

/**
 * What stands out of the screen or touches its edge.
 * @param margin CSS pixels that text keeps from the sides
 */
export function edgeProblems(margin: number): string[] {
  const width = document.documentElement.clientWidth
  const problems: string[] = []
  const scrolled = document.documentElement.scrollWidth
  if (scrolled > width) problems.push(`the page is ${scrolled} wide on a screen of ${width}`)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const parent = node.parentElement
    const text = (node.textContent || '').trim()
    if (text === '' || parent === null) continue
    const style = getComputedStyle(parent)
    if (style.visibility !== 'visible' || style.opacity === '0') continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const { left, right, width: wide, height } = range.getBoundingClientRect()
    // Text for screen readers alone is clipped to a pixel.
    const shown = parent.getBoundingClientRect()
    if (wide === 0 || height === 0 || shown.width <= 1 || shown.height <= 1) continue
    if (left < margin || right > width - margin)
      problems.push(`“${text.slice(0, 30)}” from ${Math.round(left)} to ${Math.round(right)} of ${width}`)
  }
  return problems
}
