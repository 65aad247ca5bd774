/// <reference lib="webworker" />

// Lets the app open on a slow network or offline. It handles two things: the page, which is
// requested at each visit and cached for the next; and files under /assets/, whose names carry a
// hash. It does not touch answers below /api/.

if (!(self instanceof ServiceWorkerGlobalScope)) throw new Error('this is no page')
/** @type {ServiceWorkerGlobalScope} */
const worker = self

/** The start of the names of caches, one for each release; the newest release sorts last. */
const prefix = 'release-'

/** The page is the same at every address, so it is cached under one. */
const page = '/'

/** A page not confirmed for longer is only used when there is no answer. */
const outdatedAfter = 7 * 24 * 60 * 60 * 1000

/** How often a cached page is marked as still the newest, milliseconds. */
const renewedAfter = 24 * 60 * 60 * 1000

/** Addresses that are no page of the app. */
const notPages = /^\/(api|callbacks|_sandbox|healthz|readyz)(\/|$)/

async function releases() {
  const names = await caches.keys()
  return names.filter((name) => name.startsWith(prefix)).sort()
}

async function cachedPage() {
  for (const name of (await releases()).reverse()) {
    const cached = await (await caches.open(name)).match(page)
    if (cached) return cached
  }
  return undefined
}

/** One page after the other, in the order in which they were asked for. @type {Promise<unknown>} */
let caching = Promise.resolve()

/** @param {Promise<Response>} fetched */
function cacheInTurn(fetched) {
  caching = caching
    .catch(() => {})
    .then(() => fetched)
    .then(cachePage)
  return caching
}

/**
 * Caches the page of a new release, once all files of its first load are there. The previous
 * release stays, as an open page may need more of its files.
 * @param {Response} response
 */
async function cachePage(response) {
  const html = await response.clone().text()
  // A captive portal may have answered.
  if (!response.ok || !html.includes('<meta name="app-config"')) return
  const cached = await cachedPage()
  const before = await releases()
  const [latest] = before.slice(-1)
  if (cached && (await cached.text()) === html) {
    if (latest && ageOf(cached) > renewedAfter)
      await (await caches.open(latest)).put(page, response)
    return
  }
  // The clock may have been ahead when the latest release was named.
  const after = latest ? Number(latest.slice(prefix.length)) + 1 : 0
  const name = prefix + Math.max(Date.now(), after)
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
async function cacheFile(address, response) {
  const [latest] = (await releases()).reverse()
  if (latest && response.ok) await (await caches.open(latest)).put(address, response)
}

/** How long ago the proxy sent a page, milliseconds. @param {Response} cached */
function ageOf(cached) {
  const sent = Date.parse(cached.headers.get('date') || '')
  return sent > 0 ? Date.now() - sent : Infinity
}

/** @param {FetchEvent} event */
async function fetchPage(event) {
  return (await event.preloadResponse) || fetch(event.request)
}

/**
 * The cached page, while a new one is fetched for the next visit. A reload waits for the network,
 * as it may be meant to end an old release.
 * @param {FetchEvent} event
 */
async function answerPage(event) {
  const fetched = fetchPage(event)
  const copied = fetched.then((response) => response.clone())
  event.waitUntil(cacheInTurn(copied).catch(() => {}))
  const cached = await cachedPage()
  if (!cached) return fetched
  if (event.request.cache === 'default' && ageOf(cached) < outdatedAfter) return cached
  return fetched.then(
    (response) => (response.status < 500 ? response : cached),
    () => cached,
  )
}

/** @param {FetchEvent} event */
async function answerFile(event) {
  const { request } = event
  const cached = await caches.match(request.url, { ignoreVary: true })
  if (cached) return cached
  const response = await fetch(request)
  event.waitUntil(cacheFile(request.url, response.clone()).catch(() => {}))
  return response
}

/** Caches files that a page loaded before this worker was active. @param {string[]} addresses */
async function cacheLoaded(addresses) {
  for (const address of addresses)
    if (!(await caches.match(address, { ignoreVary: true })))
      await cacheFile(address, await fetch(address))
}

/**
 * Lets API requests bypass the worker: waking it takes a slow phone tens of milliseconds. Before
 * Chrome 123 it is asked, and ignores them.
 * @param {ExtendableEvent & { addRoutes?: (rules: object) => Promise<void> }} event
 */
async function leaveApiAlone(event) {
  const condition = { urlPattern: { pathname: '/api/*' } }
  if (event.addRoutes) await event.addRoutes({ condition, source: 'network' })
}

worker.addEventListener('install', (event) => {
  event.waitUntil(leaveApiAlone(event).catch(() => {}))
  event.waitUntil(worker.skipWaiting())
  event.waitUntil(cacheInTurn(fetch(page)))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim())
  // Asks for the page while this worker is still starting.
  const { navigationPreload } = worker.registration
  if (navigationPreload) event.waitUntil(navigationPreload.enable())
})

worker.addEventListener('message', (event) => {
  if (Array.isArray(event.data)) event.waitUntil(cacheLoaded(event.data).catch(() => {}))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(answerFile(event))
  else if (request.mode === 'navigate' && !notPages.test(pathname))
    event.respondWith(answerPage(event))
})
