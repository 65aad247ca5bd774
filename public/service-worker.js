/// <reference lib="webworker" />

// Lets the app open on a slow network or offline. It handles two things: the page, which is
// requested at each visit and cached for the next; and files under /assets/, which are cached if
// they are those of the build. It does not touch answers below /api/.

if (!(self instanceof ServiceWorkerGlobalScope)) throw new Error('this is no page')
/** @type {ServiceWorkerGlobalScope} */
const worker = self

/** The start of the names of caches, one for each release; the newest release sorts last. */
const prefix = 'release-'

/** The page is the same at every address, so it is cached under one. */
const page = '/'

/** The list of a release's files in its cache: the digest of each by its path. */
const listPath = '/assets/files.json'

/** The address of that list in a page; the name carries the digest of the list itself. */
const listAddress = /\/assets\/files-([0-9a-f]+)\.json/

/** The types of files by the ends of their names. @type {Record<string, RegExp>} */
const types = {
  js: /^(text|application)\/javascript/,
  css: /^text\/css/,
  json: /^application\/json/,
}

/** A page not confirmed for longer is only used when there is no answer. */
const outdatedAfter = 7 * 24 * 60 * 60 * 1000

/** How often a cached page is marked as still the newest, milliseconds. */
const renewedAfter = 24 * 60 * 60 * 1000

/** Addresses that are no page of the app; the build writes them here. */
const noPages = new RegExp('NO_PAGE', 'i')

async function releases() {
  const names = await caches.keys()
  return names.filter((name) => name.startsWith(prefix)).sort()
}

async function cachedPage() {
  for (const name of (await releases()).reverse()) {
    // Opening a cache that was just deleted would create it anew.
    const cached = await caches.match(page, { cacheName: name })
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
 * The digest of a file as in the list (`scripts/web-build/file-list.mjs`).
 * @param {ArrayBuffer} bytes
 */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.slice(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Whether an answer is the file of the build: a gateway may have answered in its place.
 * @param {Response} response
 * @param {string} path
 * @param {string} digest
 */
async function isFile(response, path, digest) {
  const type = types[path.slice(path.lastIndexOf('.') + 1)]
  if (response.status !== 200 || response.redirected) return false
  if (!type || !type.test(response.headers.get('content-type') || '')) return false
  return (await digestOf(await response.clone().arrayBuffer())) === digest
}

/**
 * Fetches a file of the build; the second time past the browser's own cache, which may hold the
 * answer of a gateway.
 * @param {string} path
 * @param {string} digest
 */
async function fetchFile(path, digest) {
  for (const cache of /** @type {const} */ (['default', 'reload'])) {
    const response = await fetch(path, { cache })
    if (await isFile(response, path, digest)) return response
  }
  throw new Error(`${path} is not the file of the build`)
}

/**
 * The release that a file belongs to, and its digest.
 * @param {string} path
 */
async function releaseOf(path) {
  for (const name of (await releases()).reverse()) {
    const list = await caches.match(listPath, { cacheName: name })
    /** @type {Record<string, string>} */
    const digests = list ? await list.json() : {}
    const digest = digests[path]
    if (digest) return { cache: await caches.open(name), digest }
  }
  return undefined
}

/**
 * Caches the page of a new release, once all files of its first load are there. The previous
 * release stays, as an open page may need more of its files. If a file is not that of the build,
 * nothing of the release is cached, and the next visit tries again.
 * @param {Response} response
 */
async function cachePage(response) {
  const html = await response.clone().text()
  const list = listAddress.exec(html)
  if (!list || !isPage(response, html)) return
  const cached = await cachedPage()
  const before = await releases()
  const [latest] = before.slice(-1)
  if (latest && cached && (await cached.text()) === html) {
    const newest = await caches.open(latest)
    // A worker of before cached files without checking them.
    if (await newest.match(listPath)) {
      if (ageOf(cached) > renewedAfter) await newest.put(page, response)
      return
    }
  }
  // The clock may have been ahead when the latest release was named.
  const after = latest ? Number(latest.slice(prefix.length)) + 1 : 0
  const name = prefix + Math.max(Date.now(), after)
  const digestList = await fetchFile(list[0], list[1] || '')
  /** @type {Record<string, string>} */
  const digests = await digestList.clone().json()
  const paths = new Set(html.match(/\/assets\/[\w.-]+/g) || [])
  paths.delete(list[0])
  const files = await Promise.all(
    Array.from(paths, async (path) => ({
      path,
      file: await fetchFile(path, digests[path] || ''),
    })),
  )
  // Not earlier: a cache that is deleted again after a failure could be opened by others in between,
  // which creates it anew.
  const cache = await caches.open(name)
  try {
    await Promise.all(files.map(({ path, file }) => cache.put(path, file)))
    await cache.put(listPath, digestList)
    await cache.put(page, response)
  } catch (cause) {
    await caches.delete(name)
    throw cause
  }
  await Promise.all(before.slice(0, -1).map((old) => caches.delete(old)))
}

/**
 * Whether an answer is the whole page: a captive portal may have answered. Browsers refuse a
 * redirected answer to a visit.
 * @param {Response} response
 * @param {string} html
 */
function isPage({ status, redirected }, html) {
  return (
    status === 200 &&
    !redirected &&
    html.includes('<meta name="app-config"') &&
    html.trimEnd().endsWith('</html>')
  )
}

/** How long ago the proxy sent a page, milliseconds. @param {Response} cached */
function ageOf(cached) {
  const sent = Date.parse(cached.headers.get('date') || '')
  return sent > 0 ? Date.now() - sent : Infinity
}

/** What the browser has asked for while this worker was starting. @param {FetchEvent} event */
async function fetchPreloaded(event) {
  return (await event.preloadResponse) || fetch(event.request)
}

/**
 * The cached page, while a new one is fetched for the next visit. A reload waits for the network,
 * as it may be meant to end an old release.
 * @param {FetchEvent} event
 */
async function answerPage(event) {
  const fetched = fetchPreloaded(event)
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

/**
 * The cached file. A page that failed to start asks with `no-cache`
 * (`web/api/http/fresh-files.ts`): then a cached file that is not that of the build is dropped.
 * @param {FetchEvent} event
 */
async function answerFile(event) {
  const { request } = event
  const { pathname } = new URL(request.url)
  const cached = await caches.match(request.url, { ignoreVary: true })
  const release = cached && request.cache !== 'no-cache' ? undefined : await releaseOf(pathname)
  if (cached) {
    if (!release || (await isFile(cached, pathname, release.digest))) return cached
    for (const name of await releases())
      await (await caches.open(name)).delete(request.url, { ignoreVary: true })
  }
  const response = await fetch(request)
  if (release) event.waitUntil(cacheFile(release, pathname, response.clone()).catch(() => {}))
  return response
}

/**
 * @param {{ cache: Cache, digest: string }} release
 * @param {string} path
 * @param {Response} response
 */
async function cacheFile({ cache, digest }, path, response) {
  if (await isFile(response, path, digest)) await cache.put(path, response)
}

/** Caches files that a page loaded before this worker was active. @param {string[]} addresses */
async function cacheLoaded(addresses) {
  for (const address of addresses) {
    if (await caches.match(address, { ignoreVary: true })) continue
    const { pathname } = new URL(address)
    const release = await releaseOf(pathname)
    if (!release) continue
    const { cache, digest } = release
    const put = fetchFile(pathname, digest).then((response) => cache.put(pathname, response))
    // The next file may be a good one.
    await put.catch(() => {})
  }
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
  const isAsset = pathname.startsWith('/assets/')
  if (request.mode === 'navigate') {
    // With navigation preload the browser has asked already, and asks again for what gets no answer.
    const isOther = isAsset || noPages.test(pathname)
    event.respondWith(isOther ? fetchPreloaded(event) : answerPage(event))
  } else if (isAsset) event.respondWith(answerFile(event))
})
