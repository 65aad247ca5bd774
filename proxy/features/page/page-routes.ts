import { Hono } from 'hono'
import type { AppContext, AppEnv } from '#proxy/base/http/app-env.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { chooseEncoding } from '#proxy/base/http/encoding.ts'
import { viewerWorkerPolicy, workerPolicy } from './content-security-policy.ts'
import { isPhone } from './document.ts'
import type { StoredFile } from './stored-file.ts'
import type { WebApp } from './web-app.ts'
import { noteSettled } from '#proxy/upstream/settled.ts'

const permissionsPolicy =
  'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'

/** A worker uses the policy of its own file; by default files may fetch nothing. */
const workers = [
  { path: /^\/service-worker\.js$/, policy: workerPolicy },
  { path: /^\/assets\/pdf-worker-[\w-]+\.js$/, policy: viewerWorkerPolicy },
]

/** Paths of pages that end with an id, which may look like a file name. */
const pagesOfIds = /^\/(flows|approvals|operator)\/[^/]+$/

/** Serves the web app; every path that is not a file is one of its pages. */
export function pageRoutes(webApp: WebApp | null, isClockMoved: () => boolean): Hono<AppEnv> {
  return new Hono<AppEnv>().get('*', (c) => {
    const path = c.req.path
    const file = webApp?.files.get(path)
    const worker = workers.find((each) => each.path.test(path))
    if (worker !== undefined) c.header('content-security-policy', worker.policy)
    if (file !== undefined) return send(c, file)
    if (!pagesOfIds.test(path) && /\.[^/]*$/.test(path)) {
      throw new ProblemError('not-found', 'There is no such file.')
    }
    if (webApp === null) {
      throw new ProblemError('not-found', 'The web app has not been built: run "npm run build".')
    }
    noteReturn(c.req.url)
    const client = isPhone(c.req.header('user-agent') ?? '') ? 'phone' : 'pc'
    const { policy, file: document } = webApp.documents[client]
    c.header('content-security-policy', policy)
    c.header('permissions-policy', permissionsPolicy)
    return isClockMoved() ? sendWithClock(c, document) : send(c, document, ['user-agent'])
  })
}

/** How e签宝 has joined the result of an authorisation to our address; `readReturn` takes each. */
function noteReturn(url: string): void {
  if (!/[?&]returned=authorise/.test(url)) return
  const separator = /([?&/#])status=/.exec(url)?.[1]
  const isParameter = separator === '&' || separator === '?'
  noteSettled(
    'return-parameters',
    separator === undefined ? 'none' : isParameter ? 'as-parameters' : 'as-path',
  )
}

/** The page, which takes the sandbox's clock before anything else. */
function sendWithClock(c: AppContext, { contentType, variants }: StoredFile): Response {
  const html = new TextDecoder().decode(variants.get('identity')?.body)
  const moved = html.replace('<head>', '<head><script src="/_sandbox/clock.js"></script>')
  return c.body(moved, 200, { 'content-type': contentType, 'cache-control': 'no-store' })
}

/** @param chosenBy request headers that determined the file */
function send(c: AppContext, file: StoredFile, chosenBy: string[] = []): Response {
  const available = (encoding: Parameters<typeof file.variants.has>[0]) =>
    file.variants.has(encoding)
  const encoding = chooseEncoding(c.req.header('accept-encoding'), available)
  const variant = file.variants.get(encoding)
  if (variant === undefined) throw new Error(`stored without ${encoding}`)
  c.header('cache-control', file.cacheControl)
  c.header('etag', variant.etag)
  c.header('vary', ['accept-encoding', ...chosenBy].join(', '))
  if (matches(c.req.header('if-none-match'), variant.etag)) return c.body(null, 304)
  c.header('content-type', file.contentType)
  c.header('content-length', String(variant.body.length))
  if (encoding !== 'identity') c.header('content-encoding', encoding)
  return c.body(variant.body)
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
