/** What a page must show to count as seen: for each selector, at least `count` elements with text. */
export type Milestone = { selector: string; count: number }[]

export type LayoutShift = { value: number; at: number; nodes: string[] }
export type LongTask = { start: number; duration: number }

/** A long animation frame, with the scripts that ran in it. */
export type LongFrame = {
  start: number
  duration: number
  scripts: { what: string; duration: number }[]
}

/**
 * What a page reports about its loading. Times are milliseconds since the start of the navigation.
 */
export type PageReport = {
  firstPaint: number | null
  /** Without shifts that follow an input. */
  shifts: LayoutShift[]
  longTasks: LongTask[]
  longFrames: LongFrame[]
  /** `duration` is from the input to the next frame; durations below 16 ms are not reported. */
  interactions: { name: string; start: number; duration: number }[]
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

  type Shift = PerformanceEntry & {
    value: number
    hadRecentInput: boolean
    sources: { node: Node | null }[]
  }
  type Frame = PerformanceEntry & {
    scripts: (PerformanceEntry & {
      invoker: string
      sourceURL: string
      sourceFunctionName: string
    })[]
  }
  type Interaction = PerformanceEntry & { interactionId: number }

  // Our app sets a performance mark once its page reacts to taps.
  new PerformanceObserver((list) => {
    for (const { name, startTime: at } of list.getEntries())
      window.benchSeen(JSON.stringify({ name, at }))
  }).observe({ type: 'mark', buffered: true })

  const nameOf = (node: Node | null) => {
    if (!(node instanceof Element)) return node?.parentElement?.tagName.toLowerCase() ?? 'gone'
    const hook = node.getAttribute('data-testid') ?? node.className
    return `${node.tagName.toLowerCase()}${hook ? `.${hook}` : ''}`
  }
  const shifts: Shift[] = []
  const tasks: PerformanceEntry[] = []
  const frames: Frame[] = []
  const inputs: Interaction[] = []
  // A moved element may be gone when the report is made, so its name is recorded right away.
  const moved: string[][] = []
  const nameMoved = () => {
    for (const { sources } of shifts.slice(moved.length))
      moved.push(sources.map(({ node }) => nameOf(node)))
  }
  const keep = (entries: PerformanceEntry[], type: string, more = {}) => {
    const take = (found: PerformanceEntryList) => {
      entries.push(...found)
      nameMoved()
    }
    const watcher = new PerformanceObserver((list) => take(list.getEntries()))
    watcher.observe({ type, buffered: true, ...more })
    return () => take(watcher.takeRecords())
  }
  const flush = [
    keep(shifts, 'layout-shift'),
    keep(tasks, 'longtask'),
    keep(frames, 'long-animation-frame'),
    keep(inputs, 'event', { durationThreshold: 16 }),
  ]
  const fileOf = (url: string) => url.split('/').pop() ?? url

  window.benchReport = () => {
    for (const take of flush) take()
    return {
      firstPaint: performance.getEntriesByName('first-paint')[0]?.startTime ?? null,
      shifts: shifts.flatMap(({ value, startTime: at, hadRecentInput }, index) =>
        hadRecentInput ? [] : [{ value, at, nodes: moved[index] ?? [] }],
      ),
      longTasks: tasks.map(({ startTime: start, duration }) => ({ start, duration })),
      longFrames: frames.map(({ startTime: start, duration, scripts }) => ({
        start,
        duration,
        scripts: scripts.map((script) => ({
          what: [fileOf(script.invoker), script.sourceFunctionName, fileOf(script.sourceURL)]
            .filter((word) => word !== '')
            .join(' '),
          duration: script.duration,
        })),
      })),
      interactions: inputs
        .filter(({ interactionId }) => interactionId > 0)
        .map(({ name, startTime: start, duration }) => ({ name, start, duration })),
    }
  }
}
