/** What a page of the gallery knows before it starts. */
export type PageSetup = {
  /** What its clock says, epoch milliseconds. */
  now: number
  /** Sources of expressions for "GET /path". */
  held: string[]
  cut: string[]
}

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- Only an interface is merged.
  interface Window {
    gallery: {
      /** Calls that are not answered yet and will be. */
      pending: number
      /** What was announced, in order. */
      said: string[]
    }
  }
}

/**
 * Makes a page look the same each time: its clock stands still, nothing moves, there are no live
 * events and no service worker. Serialised into the page, so it may use nothing from this module.
 */
export function standStill({ now, held, cut }: PageSetup): void {
  const gallery = { pending: 0, said: new Array<string>() }
  const RealDate = Date
  const StandingDate = function (this: unknown, ...words: []) {
    if (!(this instanceof StandingDate)) return new RealDate(now).toString()
    return words.length === 0 ? new RealDate(now) : new RealDate(...words)
  }
  Object.setPrototypeOf(StandingDate, RealDate)
  StandingDate.prototype = RealDate.prototype
  Object.assign(StandingDate, { now: () => now })

  const nothing = () => {}
  const SilentSource = function () {
    return {
      readyState: 0,
      addEventListener: nothing,
      removeEventListener: nothing,
      close: nothing,
    }
  }
  Object.assign(SilentSource, { CLOSED: 2 })

  const realFetch = window.fetch.bind(window)
  const realTimeout = window.setTimeout.bind(window)
  const finds = (sources: string[], call: string) =>
    sources.some((source) => new RegExp(source).test(call))
  const countedFetch = (input: RequestInfo | URL, init: RequestInit = {}) => {
    const address = new URL(input instanceof Request ? input.url : String(input), location.href)
    const call = `${init.method ?? 'GET'} ${address.pathname}${address.search}`
    if (finds(held, call)) return new Promise(() => {})
    if (finds(cut, call)) return Promise.reject(new TypeError('Failed to fetch'))
    gallery.pending += 1
    const end = () => realTimeout(() => (gallery.pending -= 1))
    const answer = realFetch(input, init)
    // The body is read before the page counts as still.
    answer.then((response) => response.clone().text()).then(end, end)
    return answer
  }
  // Timers of these lengths end at once: loading in the background, and the retry of a call.
  const prompt = [1000, 2000, 2500]
  const promptTimeout = (work: TimerHandler, delay = 0, ...words: unknown[]) =>
    realTimeout(work, prompt.indexOf(delay) >= 0 ? 0 : delay, ...words)

  // Proposed order ids are drawn.
  const drawn = (array: Uint8Array) => array.fill(7)
  Object.assign(crypto, { getRandomValues: drawn })

  Object.assign(window, {
    gallery,
    Date: StandingDate,
    EventSource: SilentSource,
    setInterval: () => 0,
    fetch: countedFetch,
    setTimeout: promptTimeout,
  })
  if (navigator.serviceWorker)
    Object.defineProperty(navigator.serviceWorker, 'register', {
      value: () => new Promise(() => {}),
    })
  const note = ({ target }: MutationRecord) => {
    const element = target instanceof Element ? target : target.parentElement
    const region = element && element.closest('[role=status], [role=alert], [aria-live]')
    if (!region || region.getClientRects().length === 0) return
    const text = (region.textContent || '').trim()
    if (text !== '' && gallery.said[gallery.said.length - 1] !== text) gallery.said.push(text)
  }
  // Before, the parser inserts what the page was sent with.
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver((changes) => changes.forEach(note)).observe(document, {
      childList: true,
      characterData: true,
      subtree: true,
    }),
  )
}

/**
 * Resolves when the page is drawn, has all answers, and has been the same for a while. Serialised
 * into the page.
 * @param mayLoad whether placeholders of what has not come yet may stay
 */
export async function settle(mayLoad: boolean): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)))
  const isThere = () =>
    window.gallery.pending === 0 &&
    performance.getEntriesByName('alive').length > 0 &&
    performance
      .getEntriesByType('resource')
      .some(({ name }) => name.includes('/animated-parts-')) &&
    (mayLoad || document.querySelector('.adm-skeleton, .shape, [aria-busy=true]') === null) &&
    document.fonts.status === 'loaded'
  const look = () => {
    const places = Array.from(document.body.querySelectorAll('*'), (element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return [x, y, width, height].join()
    })
    return `${document.body.innerHTML}${places.join(' ')}`
  }
  let before = ''
  let times = 0
  while (times < 3) {
    await frame()
    const now = isThere() ? look() : ''
    times = now !== '' && now === before ? times + 1 : 0
    before = now
  }
}
