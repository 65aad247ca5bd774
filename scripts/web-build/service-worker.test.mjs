import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeFileList } from './file-list.mjs'
import { withNoPage } from './worker-file.ts'

// The service worker with the list of a build, in front of a network of the test.

const origin = 'https://app.example'
const source = withNoPage(
  readFileSync(new URL('../../public/service-worker.js', import.meta.url), 'utf8'),
)

const types = { js: 'text/javascript; charset=utf-8', css: 'text/css', json: 'application/json' }

/** @type {string} */
let folder

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-'))
})

afterEach(() => rm(folder, { recursive: true }))

/** @typedef {(path: string, cache: string | undefined) => Response | null} Gateway */

/**
 * The files of a build by path, with its page.
 * @param {Record<string, string>} contents by file name
 * @param {string[]} named the files that the page names without loading them
 */
async function build(contents, named = []) {
  const assets = join(folder, 'assets')
  await mkdir(assets, { recursive: true })
  const links = Object.keys(contents).filter((name) => !name.startsWith('lazy'))
  const html =
    '<html><meta name="app-config" content="">' +
    `<meta name="app-files" content="${named.join(' ')}">` +
    `${links.map((name) => `<link href="/assets/${name}">`).join('')}</html>\n`
  await writeFile(join(folder, 'index.html'), html)
  for (const [name, content] of Object.entries(contents))
    await writeFile(join(assets, name), content)
  writeFileList(folder)
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  /** @type {Map<string, [type: string, content: string]>} */
  const files = new Map([['/', ['text/html', page]]])
  for (const name of await readdir(assets)) {
    const [, type = ''] = Object.entries(types).find(([end]) => name.endsWith(`.${end}`)) ?? []
    files.set(`/assets/${name}`, [type, await readFile(join(assets, name), 'utf8')])
  }
  return files
}

/** @param {Awaited<ReturnType<typeof build>>} files */
function start(files) {
  /** @type {Map<string, (event: object) => void>} */
  const listeners = new Map()
  /** @type {Map<string, Map<string, Response>>} */
  const stores = new Map()
  /** @type {string[]} */
  const asked = []
  /** @type {{ files: typeof files, gateway: Gateway }} */
  const network = { files, gateway: () => null }
  /** Names of caches that are deleted once they have been listed. @type {string[]} */
  const removed = []

  /** @param {string | Request} asking */
  const urlOf = (asking) => new URL(typeof asking === 'string' ? asking : asking.url, origin).href
  /** @param {Map<string, Response>} store */
  const cacheOf = (store) => ({
    /** @param {string} key */
    match: async (key) => store.get(urlOf(key))?.clone(),
    /** @param {string} key @param {Response} response */
    put: async (key, response) => void store.set(urlOf(key), response),
    /** @param {string} key */
    delete: async (key) => store.delete(urlOf(key)),
  })
  // oxlint-disable-next-line typescript/no-extraneous-class -- the worker asks for its own
  class Scope {}
  const self = Object.assign(new Scope(), {
    location: new URL(origin),
    registration: {},
    clients: { claim: async () => {} },
    skipWaiting: async () => {},
    /** @param {string} name @param {(event: object) => void} listener */
    addEventListener: (name, listener) => void listeners.set(name, listener),
  })
  runInContext(
    source,
    createContext({
      self,
      ServiceWorkerGlobalScope: Scope,
      URL,
      crypto,
      caches: {
        keys: async () => [...stores.keys(), ...removed],
        /** @param {string} name */
        open: async (name) => {
          const store = stores.get(name) ?? new Map()
          stores.set(name, store)
          return cacheOf(store)
        },
        /** @param {string} name */
        delete: async (name) => stores.delete(name),
        /** @param {string} key @param {{ cacheName?: string }} [options] */
        match: async (key, { cacheName } = {}) =>
          [...stores]
            .filter(([name]) => cacheName === undefined || name === cacheName)
            .map(([, store]) => store.get(urlOf(key))?.clone())
            .find(Boolean),
      },
      /** @param {string | Request} asking @param {{ cache?: string }} [options] */
      fetch: async (asking, options) => {
        const path = new URL(urlOf(asking)).pathname
        asked.push(path)
        const [type = '', content] = network.files.get(path) ?? []
        return (
          network.gateway(path, options?.cache) ??
          new Response(content ?? 'none', {
            status: content === undefined ? 404 : 200,
            headers: { 'content-type': type, date: new Date().toUTCString() },
          })
        )
      },
    }),
  )

  /** @param {string} name @param {object} event @returns {Promise<unknown>} what is answered */
  async function send(name, event = {}) {
    /** @type {Promise<unknown>[]} */
    const waited = []
    /** @type {unknown} */
    let answer
    listeners.get(name)?.({
      ...event,
      /** @param {Promise<unknown>} work */
      waitUntil: (work) => waited.push(work),
      /** @param {Promise<unknown>} work */
      respondWith: (work) => {
        answer = work
        waited.push(work)
      },
    })
    // Work may be added while it is waited for.
    for (const work of waited) await work
    return answer
  }
  return {
    network,
    asked,
    removed,
    install: () => send('install'),
    visit: () => send('fetch', { request: request('/', 'navigate') }),
    /** @param {string} path @param {string} mode @param {Response} [preloaded] */
    ask: (path, mode, preloaded) =>
      send('fetch', { request: request(path, mode), preloadResponse: Promise.resolve(preloaded) }),
    /** @param {string} path @param {string} [cache] */
    load: async (path, cache) => {
      const answer = await send('fetch', { request: request(path, 'cors', cache) })
      if (!(answer instanceof Response)) throw new Error('no answer')
      return answer.clone().text()
    },
    /** The paths of each kept release with their contents, except for its page and its list. */
    kept: async () =>
      Promise.all(
        [...stores.values()].map(async (store) => {
          const ofApp = [...store].filter(([url]) => /\/assets\/(?!files)/.test(url))
          const read = ofApp.map(async ([url, file]) => [
            new URL(url).pathname,
            await file.clone().text(),
          ])
          return Object.fromEntries(await Promise.all(read))
        }),
      ),
    countCaches: () => stores.size,
    /** The paths of all that is kept. */
    keptPaths: () => [...stores.values()].flatMap((store) => [...store.keys()]),
    /** Puts something in the place of a kept file. @param {string} path @param {Response} bad */
    spoil: (path, bad) => {
      for (const store of stores.values())
        if (store.has(origin + path)) store.set(origin + path, bad)
    },
  }
}

/** @param {string} path @param {string} mode @param {string} [cache] */
function request(path, mode, cache = 'default') {
  return { url: origin + path, method: 'GET', mode, cache }
}

const app = { 'app-1.js': 'start()', 'app-1.css': 'a{}', 'lazy-1.js': 'lazy()' }
const firstLoad = { '/assets/app-1.js': 'start()', '/assets/app-1.css': 'a{}' }
const lazy = { '/assets/lazy-1.js': 'lazy()' }

const portal = () => new Response('<h1>Log in</h1>', { headers: { 'content-type': 'text/html' } })

/** @param {string} content */
const script = (content) => new Response(content, { headers: { 'content-type': types.js } })

/** @returns {Response} */
const redirected = () =>
  Object.defineProperties(script('start()'), {
    redirected: { value: true },
    clone: { value: redirected },
  })

/** @type {[string, () => Response][]} */
const badFiles = [
  ['a page of a gateway', portal],
  ['a file that was broken off', () => script('sta')],
  ['the bytes with another type', () => new Response('start()')],
  [
    'a part of it',
    () => new Response('start()', { status: 206, headers: { 'content-type': types.js } }),
  ],
  ['a redirected answer', redirected],
]

it('keeps a release, and what its pages load later', async () => {
  const worker = start(await build(app))
  await worker.install()
  expect(await worker.kept()).toEqual([firstLoad])
  await expect(worker.load('/assets/lazy-1.js')).resolves.toBe('lazy()')
  expect(await worker.kept()).toEqual([{ ...firstLoad, ...lazy }])
  worker.asked.length = 0
  await expect(worker.load('/assets/app-1.js')).resolves.toBe('start()')
  await worker.load('/assets/lazy-1.js')
  expect(worker.asked).toEqual([])
})

it('keeps with a release what its page names for that', async () => {
  const worker = start(await build(app, ['/assets/lazy-1.js']))
  await worker.install()
  expect(await worker.kept()).toEqual([{ ...firstLoad, ...lazy }])
})

it('opens the cache of a release only once all of its files are there', async () => {
  const worker = start(await build(app))
  /** @type {number[]} */
  const opened = []
  worker.network.gateway = () => {
    opened.push(worker.countCaches())
    return null
  }
  await worker.install()
  // The page, the list and two files.
  expect(opened).toEqual([0, 0, 0, 0])
  expect(worker.countCaches()).toBe(1)
})

it('creates no cache anew that is deleted while it looks for a file', async () => {
  const worker = start(await build(app))
  await worker.install()
  worker.removed.push('release-0')
  await worker.load('/assets/lazy-2.js')
  await worker.visit()
  expect(worker.countCaches()).toBe(1)
})

it.each(badFiles)('keeps no release with %s, until a later visit', async (_name, bad) => {
  const worker = start(await build(app))
  worker.network.gateway = (path) => (path === '/assets/app-1.js' ? bad() : null)
  await expect(worker.install()).rejects.toThrow('/assets/app-1.js is not the file of the build')
  expect(await worker.kept()).toEqual([])
  worker.network.gateway = () => null
  await worker.visit()
  expect(await worker.kept()).toEqual([firstLoad])
})

it('leaves the release before while a file of the new one is bad', async () => {
  const worker = start(await build(app))
  await worker.install()
  await rm(folder, { recursive: true })
  worker.network.files = await build({ 'app-2.js': 'start2()' })
  worker.network.gateway = (path) => (path === '/assets/app-2.js' ? portal() : null)
  await worker.visit()
  expect(await worker.kept()).toEqual([firstLoad])
  worker.network.gateway = () => null
  await worker.visit()
  expect(await worker.kept()).toEqual([firstLoad, { '/assets/app-2.js': 'start2()' }])
})

it("asks past the browser's cache for a file that is bad there", async () => {
  const worker = start(await build(app))
  worker.network.gateway = (path, cache) =>
    path === '/assets/app-1.js' && cache !== 'reload' ? portal() : null
  await worker.install()
  expect(await worker.kept()).toEqual([firstLoad])
})

it.each(badFiles)('passes %s on and does not keep it', async (_name, bad) => {
  const worker = start(await build({ ...app, 'lazy-1.js': 'start()' }))
  await worker.install()
  worker.network.gateway = bad
  await worker.load('/assets/lazy-1.js')
  expect(await worker.kept()).toEqual([firstLoad])
})

it('drops a bad file when a page asks for it again, and no good one', async () => {
  const worker = start(await build(app))
  await worker.install()
  worker.spoil('/assets/app-1.js', script('sta'))
  await expect(worker.load('/assets/app-1.js')).resolves.toBe('sta')
  await expect(worker.load('/assets/app-1.js', 'no-cache')).resolves.toBe('start()')
  expect(await worker.kept()).toEqual([firstLoad])
  worker.network.gateway = portal
  await expect(worker.load('/assets/app-1.js', 'no-cache')).resolves.toBe('start()')
})

it.each([
  ['of a portal', portal],
  [
    'that was broken off',
    () => new Response('<meta name="app-config"><meta content="/assets/files-00.json">'),
  ],
])('keeps no page %s', async (_name, bad) => {
  const worker = start(await build(app))
  worker.network.gateway = (path) => (path === '/' ? bad() : null)
  await worker.install()
  expect(await worker.kept()).toEqual([])
})

const notPages = ['/mcp', '/openapi.json', '/metrics', '/api/flows', '/callbacks/dingtalk']

it.each(notPages)('leaves %s alone, and keeps nothing of it', async (path) => {
  const worker = start(await build(app))
  await worker.install()
  const before = worker.keptPaths()
  worker.asked.length = 0
  for (const mode of ['cors', 'no-cors'])
    await expect(worker.ask(path, mode)).resolves.toBeUndefined()
  await worker.ask(path, 'navigate')
  expect(worker.asked).toEqual([path])
  expect(worker.keptPaths()).toEqual(before)
})

it.each([...notPages, '/assets/app-1.js', '/flows/1'])(
  'asks for %s, opened as a page, only once',
  async (path) => {
    const worker = start(await build(app))
    worker.asked.length = 0
    const preloaded = new Response('what the browser asked for')
    await expect(worker.ask(path, 'navigate', preloaded)).resolves.toBe(preloaded)
    expect(worker.asked).toEqual([])
  },
)

it.each(['/flows/1', '/mcp-help', '/openapi.json5'])('answers %s with the page', async (path) => {
  const worker = start(await build(app))
  await worker.install()
  await expect(worker.ask(path, 'navigate')).resolves.toBeInstanceOf(Response)
})

it('lists each script and style by the digest of its bytes, under a name with its own', async () => {
  const files = await build(app)
  const path = [...files.keys()].find((name) => name.startsWith('/assets/files-')) ?? ''
  const list = files.get(path)?.[1] ?? ''
  /** @param {string} text */
  const digestOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 24)
  expect(path).toBe(`/assets/files-${digestOf(list)}.json`)
  expect(JSON.parse(list)).toEqual({
    '/assets/app-1.js': digestOf('start()'),
    '/assets/app-1.css': digestOf('a{}'),
    '/assets/lazy-1.js': digestOf('lazy()'),
  })
  expect(files.get('/')?.[1]).toContain(`content="${path}"`)
})
