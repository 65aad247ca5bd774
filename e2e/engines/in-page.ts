// Functions that run in the engine's page. They are passed as text, so they may use nothing from
// this module and no syntax newer than Chrome 69.

/** Selects an element by CSS and, if several match, by name. */
export type Wanted = {
  css: string
  /** Its accessible name, or a prefix of its text. */
  name?: string
}

/** A visible element: its text, and its centre, or null if something else covers it. */
export type Seen = { text: string; place: { x: number; y: number } | null }

/**
 * Finds the first visible element that matches; null if there is none.
 * @param wanted.isScrolledTo whether to scroll an element into view first
 */
export function look(wanted: Wanted & { isScrolledTo: boolean }): Seen | null {
  const labelsOf = (element: Element) =>
    element instanceof HTMLInputElement && element.labels ? Array.from(element.labels) : []
  const spokenText = (node: Node): string =>
    node instanceof Element && node.getAttribute('aria-hidden') === 'true'
      ? ''
      : node.childNodes.length === 0
        ? (node.textContent ?? '')
        : Array.from(node.childNodes).map(spokenText).join('')
  const isWanted = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    if (width === 0 || height === 0) return false
    if (getComputedStyle(element).visibility !== 'visible') return false
    const name = wanted.name
    if (name === undefined) return true
    const texts = [
      element.getAttribute('aria-label'),
      spokenText(element),
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
  Object.assign(window, { looked: found })
  return { text: (found.textContent || '').trim(), place }
}

/**
 * Blocks the next click unless it hits the element that was last looked up, and stores in
 * `window.clicked` whether it does, because the page may move between lookup and click.
 */
export function guardClick(): void {
  const clicked = new Promise<boolean>((resolve) => {
    const judge = (event: Event) => {
      const { looked }: { looked?: Element } = Object(window)
      const labels = looked instanceof HTMLInputElement && looked.labels ? looked.labels : []
      const isMet = [looked, ...Array.from(labels)].some(
        (each) => each !== undefined && event.target instanceof Node && each.contains(event.target),
      )
      if (!isMet) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
      resolve(isMet)
    }
    window.addEventListener('click', judge, { capture: true, once: true })
  })
  Object.assign(window, { clicked })
}

/** Whether the guarded click hit its element. */
export function hasMet(): Promise<boolean> {
  const { clicked }: { clicked?: Promise<boolean> } = Object(window)
  // The click has navigated to another document.
  if (clicked === undefined) return Promise.resolve(true)
  // If the page moves between press and release, no click is fired at all.
  const none = new Promise<boolean>((resolve) => setTimeout(resolve, 1_000, false))
  return Promise.race([clicked, none])
}

/**
 * Collects announced texts in `window.said` from now on, because they stay in the page for only
 * five seconds.
 */
export function noteAnnouncements(): void {
  const said: string[] = []
  Object.assign(window, { said })
  const note = () => {
    for (const region of Array.from(document.querySelectorAll('[role=status]')))
      said.push((region.textContent || '').trim())
  }
  const options = { subtree: true, childList: true, characterData: true }
  new MutationObserver(note).observe(document.body, options)
}

/**
 * The elements that overflow the screen, or whose text touches its edge.
 * @param margin required distance of text from the sides, in CSS pixels
 */
export function edgeProblems(margin: number): string[] {
  const width = document.documentElement.clientWidth
  const problems: string[] = []
  const scrolled = document.documentElement.scrollWidth
  if (scrolled > width) problems.push(`the page is ${scrolled} wide on a screen of ${width}`)
  // Choice chips stand in one line that scrolls sideways.
  const scrollsSideways = (element: Element | null): boolean => {
    if (element === null || element === document.body) return false
    const isScroller = /auto|scroll/.test(getComputedStyle(element).overflowX)
    if (isScroller && element.scrollWidth > element.clientWidth) return true
    return scrollsSideways(element.parentElement)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const parent = node.parentElement
    const text = (node.textContent || '').trim()
    // Names in the strip end with dots; the card of the signers has them whole.
    if (text === '' || parent === null || parent.closest('.visually-hidden, .strip-name') !== null)
      continue
    const style = getComputedStyle(parent)
    if (style.visibility !== 'visible' || style.opacity === '0') continue
    const range = document.createRange()
    range.selectNodeContents(node)
    // Text for screen readers is clipped to one pixel.
    const shown = parent.getBoundingClientRect()
    // WebKit measures text that ends with dots as if it were whole.
    let block = parent
    while (getComputedStyle(block).display === 'inline' && block.parentElement !== null)
      block = block.parentElement
    const { textOverflow, overflowX } = getComputedStyle(block)
    const isCut = textOverflow === 'ellipsis' && overflowX === 'hidden'
    const { left, right, width: wide, height } = (isCut ? block : range).getBoundingClientRect()
    if (wide === 0 || height === 0 || shown.width <= 1 || shown.height <= 1) continue
    if ((left < margin || right > width - margin) && !scrollsSideways(parent))
      problems.push(
        `“${text.slice(0, 30)}” from ${Math.round(left)} to ${Math.round(right)} of ${width}`,
      )
  }
  return problems
}

/**
 * What is not where a person expects it: a main action or a search field that is off the screen or
 * covered, and rows of a list with a gap between them.
 */
export function reachProblems(): string[] {
  const problems: string[] = []
  // While a dialog is open, it alone is within reach.
  if (document.querySelector('[role=dialog]') !== null) return problems
  const wanted = [
    '.page-bar-actions button',
    '[role=search] input',
    '[data-testid=app-error] button',
  ]
  for (const css of wanted) {
    const found = Array.from(document.querySelectorAll(css)).find(
      // A contract's log has a search field further down.
      (element) =>
        element.getClientRects().length > 0 && element.closest('.timeline-search') === null,
    )
    if (found === undefined || (found instanceof HTMLButtonElement && found.disabled)) continue
    const { left, top, width, height } = found.getBoundingClientRect()
    const met = document.elementFromPoint(left + width / 2, top + height / 2)
    if (!found.contains(met)) problems.push(css)
  }
  const rows = Array.from(document.querySelectorAll('[data-testid=flow-row]')).map((row) =>
    row.getBoundingClientRect(),
  )
  rows.forEach(({ top }, index) => {
    const above = rows[index - 1]
    const gap = above === undefined ? 0 : Math.abs(top - above.bottom)
    if (gap >= 1) problems.push(`${Math.round(gap)} pixels before row ${index}`)
  })
  return problems
}

/**
 * Presses the button, or unfolds the summary, whose name matches.
 * @returns whether there is one
 */
export function pressNamed(source: string): boolean {
  const name = new RegExp(source)
  const found = Array.from(
    document.querySelectorAll<HTMLElement>('button, summary, [role=button]'),
  ).find(
    (element) =>
      element.getClientRects().length > 0 &&
      name.test(
        (element.getAttribute('aria-label') || element.innerText).replace(/\s+/g, ' ').trim(),
      ),
  )
  if (found === undefined) return false
  found.click()
  return true
}
