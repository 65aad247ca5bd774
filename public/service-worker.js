/// <reference lib="webworker" />

// Lets the app be opened on a slow network, and without any. It knows two things: the page, which is
// asked for at each visit and kept for the next; and the files under /assets/, whose
// names carry a hash of what they hold. Nothing else is looked at, least of all what the proxy answers
// below /api/.

if (!(self instanceof ServiceWorkerGlobalScope)) throw new Error('this is no page')
/** @type {ServiceWorkerGlobalScope} */
const worker = self

/** Each release has a cache of its own; what sorts last came last. */
const prefix = 'release-'

/** The page is the same at every address, so it is kept under one. */
const page = '/'

/** A page that was last known to be the newest longer ago is only for when there is no answer. */
const outdatedAfter = 7 * 24 * 60 * 60 * 1000

/** How often it is noted anew that a kept page is still the newest, milliseconds. */
const renewedAfter = 24 * 60 * 60 * 1000

/** Addresses that are no page of the app. */
const notPages = /^\/(api|callbacks|_sandbox|healthz|readyz)(\/|$)/

async function releases() {
  const names = await caches.keys()
  return names.filter((name) => name.startsWith(prefix)).sort()
}

async function keptPage() {
  for (const name of (await releases()).reverse()) {
    const kept = await (await caches.open(name)).match(page)
    if (kept) return kept
  }
  return undefined
}

/** One page after the other, in the order in which they were asked for. @type {Promise<unknown>} */
let keeping = Promise.resolve()

/** @param {Promise<Response>} fetched */
function keepInTurn(fetched) {
  keeping = keeping
    .catch(() => {})
    .then(() => fetched)
    .then(keepPage)
  return keeping
}

/**
 * Keeps the page of a new release, once all files are there that it begins with. The release before
 * stays, for a page of it may be open and want more of its files.
 * @param {Response} response
 */
async function keepPage(response) {
  const html = await response.clone().text()
  // Somebody between us and the proxy may have answered.
  if (!response.ok || !html.includes('<meta name="app-config"')) return
  const kept = await keptPage()
  const before = await releases()
  if (kept && (await kept.text()) === html) {
    const [latest] = before.slice(-1)
    if (latest && ageOf(kept) > renewedAfter) await (await caches.open(latest)).put(page, response)
    return
  }
  const name = prefix + Date.now()
  const cache = await caches.open(name)
  try {
    await cache.addAll(Array.from(new Set(html.match(/\/assets\/[\w.-]+/g) || [])))
    await cache.put(page, response)
  } catch (cause) {
    await caches.delete(name)
    throw cause
  }
  await Promise.all(before.slice(0, -1).map((old) => caches.delete(old)))
}

/** @param {string} address @param {Response} response */
async function keepFile(address, response) {
  const [latest] = (await releases()).reverse()
  if (latest && response.ok) await (await caches.open(latest)).put(address, response)
}

/** How long ago the proxy sent a page, milliseconds. @param {Response} kept */
function ageOf(kept) {
  const sent = Date.parse(kept.headers.get('date') || '')
  return sent > 0 ? Date.now() - sent : Infinity
}

/** @param {FetchEvent} event */
async function fetchPage(event) {
  return (await event.preloadResponse) || fetch(event.request)
}

/**
 * The kept page, while the network's is on its way for the next visit. Whoever reloads waits for the
 * network, for they may want to be rid of an old release.
 * @param {FetchEvent} event
 */
async function answerPage(event) {
  const fetched = fetchPage(event)
  const copied = fetched.then((response) => response.clone())
  event.waitUntil(keepInTurn(copied).catch(() => {}))
  const kept = await keptPage()
  if (!kept) return fetched
  if (event.request.cache === 'default' && ageOf(kept) < outdatedAfter) return kept
  return fetched.then(
    (response) => (response.status < 500 ? response : kept),
    () => kept,
  )
}

/** @param {FetchEvent} event */
async function answerFile(event) {
  const { request } = event
  const kept = await caches.match(request.url, { ignoreVary: true })
  if (kept) return kept
  const response = await fetch(request)
  event.waitUntil(keepFile(request.url, response.clone()).catch(() => {}))
  return response
}

/** Keeps what a page had loaded before this worker was there. @param {string[]} addresses */
async function keepLoaded(addresses) {
  for (const address of addresses)
    if (!(await caches.match(address, { ignoreVary: true })))
      await keepFile(address, await fetch(address))
}

/**
 * What the proxy answers need not come by here: a worker that rests takes a slow phone tens of
 * milliseconds to wake. Engines before Chrome 123 ask it, and it looks away.
 * @param {ExtendableEvent & { addRoutes?: (rules: object) => Promise<void> }} event
 */
async function leaveApiAlone(event) {
  const condition = { urlPattern: { pathname: '/api/*' } }
  if (event.addRoutes) await event.addRoutes({ condition, source: 'network' })
}

worker.addEventListener('install', (event) => {
  event.waitUntil(leaveApiAlone(event).catch(() => {}))
  event.waitUntil(worker.skipWaiting())
  event.waitUntil(keepInTurn(fetch(page)))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim())
  // Asks for the page while this worker is still starting.
  const { navigationPreload } = worker.registration
  if (navigationPreload) event.waitUntil(navigationPreload.enable())
})

worker.addEventListener('message', (event) => {
  if (Array.isArray(event.data)) event.waitUntil(keepLoaded(event.data).catch(() => {}))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(answerFile(event))
  else if (request.mode === 'navigate' && !notPages.test(pathname))
    event.respondWith(answerPage(event))
})
