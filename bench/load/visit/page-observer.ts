/** What a page must show to count as seen: for each selector, at least `count` elements with text. */
export type Milestone = { selector: string; count: number }[]

/** What a page reports about its loading. */
export type PageReport = {
  /** Milliseconds since the start of the navigation. */
  firstPaint: number | null
  /** Sum of all layout shifts that do not follow an input. */
  cls: number
}

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Window {
    /** Reports that a milestone was seen, and the time after the frame that showed it. */
    benchSeen: (seen: string) => void
    benchReport: () => PageReport
  }
}

/** Observes a page from its start. It runs in the page, so it can use nothing from outside. */
export function observePage(milestones: Record<string, Milestone>): void {
  const now = () => performance.now()
  const afterFrame = (callback: () => void) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', callback, { once: true })
    port1.start()
    port2.postMessage(null)
  }

  const waiting = new Map(Object.entries(milestones))
  const isSeen = ({ selector, count }: Milestone[number]) => {
    let found = 0
    for (const element of document.querySelectorAll(selector)) {
      if (element.textContent?.trim() && element.getClientRects().length > 0) found += 1
      if (found >= count) return true
    }
    return false
  }
  let isChecking = false
  // After a frame the layout is done, so reading it is cheap for the page.
  const check = () => {
    isChecking = false
    const at = now()
    for (const [name, milestone] of waiting) {
      if (!milestone.every(isSeen)) continue
      waiting.delete(name)
      window.benchSeen(JSON.stringify({ name, at }))
    }
    if (waiting.size === 0) observer.disconnect()
  }
  const observer = new MutationObserver(() => {
    if (isChecking) return
    isChecking = true
    requestAnimationFrame(() => afterFrame(check))
  })
  observer.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['class', 'hidden', 'style'],
  })

  // Our app sets a performance mark once its page reacts to taps.
  new PerformanceObserver((list) => {
    for (const { name, startTime: at } of list.getEntries())
      window.benchSeen(JSON.stringify({ name, at }))
  }).observe({ type: 'mark', buffered: true })

  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }
  const shifts: Shift[] = []
  // The browser's types do not know these entries.
  const keep = (kept: PerformanceEntry[], found: PerformanceEntryList) => kept.push(...found)
  const shiftObserver = new PerformanceObserver((list) => {
    keep(shifts, list.getEntries())
  })
  shiftObserver.observe({ type: 'layout-shift', buffered: true })

  window.benchReport = () => {
    keep(shifts, shiftObserver.takeRecords())
    return {
      firstPaint: performance.getEntriesByName('first-paint')[0]?.startTime ?? null,
      cls: shifts.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0),
    }
  }
}
