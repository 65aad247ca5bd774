// Functions that run in the page of an engine, handed over as text: each holds all it needs and uses
// no syntax that Chrome 69 does not have.

/** An element: by a CSS selector and, where there are several, by its name. */
export type Wanted = {
  css: string
  /** Its accessible name, or the beginning of its text. */
  name?: string
}

/** An element that can be seen: its text, and its middle if a finger there would meet it. */
export type Seen = { text: string; place: { x: number; y: number } | null }

/**
 * Looks for the first such element that can be seen; null when there is none.
 * @param wanted.isScrolledTo whether an element out of sight is scrolled into it
 */
export function look(wanted: Wanted & { isScrolledTo: boolean }): Seen | null {
  const labelsOf = (element: Element) =>
    element instanceof HTMLInputElement && element.labels ? Array.from(element.labels) : []
  const isWanted = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    if (width === 0 || height === 0) return false
    if (getComputedStyle(element).visibility !== 'visible') return false
    const name = wanted.name
    if (name === undefined) return true
    const texts = [
      element.getAttribute('aria-label'),
      element.textContent,
      ...labelsOf(element).map((label) => label.textContent),
    ]
    return texts.some((text) => text !== null && text.trim().indexOf(name) === 0)
  }
  const found = Array.from(document.querySelectorAll(wanted.css)).find(isWanted)
  if (found === undefined) return null
  const reachable = () => {
    if (found instanceof HTMLButtonElement && found.disabled) return null
    const { left, top, width, height } = found.getBoundingClientRect()
    const place = { x: left + width / 2, y: top + height / 2 }
    const met = document.elementFromPoint(place.x, place.y)
    if (met === null) return null
    const isMet = found.contains(met) || labelsOf(found).some((label) => label.contains(met))
    return isMet ? place : null
  }
  let place = reachable()
  if (place === null && wanted.isScrolledTo) {
    found.scrollIntoView({ block: 'center' })
    place = reachable()
  }
  return { text: (found.textContent || '').trim(), place }
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
      problems.push(
        `“${text.slice(0, 30)}” from ${Math.round(left)} to ${Math.round(right)} of ${width}`,
      )
  }
  return problems
}
