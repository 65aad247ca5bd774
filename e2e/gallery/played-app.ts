import { readFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { transformWithOxc } from 'vite'
import { deviceHeader } from '#shared/rules/flow-page.ts'
import type { Language } from '#shared/rules/languages.ts'
import { type ProblemCode, problems } from '#shared/rules/codes/problem-code.ts'
import { sandboxCorpId } from '#sandbox/credentials.ts'
import { AppServer } from '#e2e/servers/app-server.ts'
import { SandboxControl } from '#e2e/support/sandbox-control.ts'
import { standStill, type PageSetup } from './in-page.ts'
import { sheets } from './sheets.ts'
import { galleryNow, type Played, type State } from './state.ts'

const fonts = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
)

const cookieName = 'gallery-state'

/** All states, as links. */
export const contentsPath = '/_gallery/'

/** Of every problem, so that it looks the same each time. */
const requestId = '00000000-0000-4000-8000-000000000000'

/** Where the app believes it is. */
const publicUrl = 'http://localhost'

const settings = {
  OPERATOR_USER_IDS: `${sandboxCorpId}:wangwu`,
  ASSISTANTS: 'on',
  // Addresses on the pages are derived from it.
  PUBLIC_URL: publicUrl,
  SESSION_SECRET: 'of-the-gallery-which-keeps-nothing-secret',
}

/** How a state is opened. */
export type Opening = {
  language?: Language
  /** Whether this is the visit before, of a state with `openedBefore`. */
  isBefore?: boolean
}

type Opened = { state: State; language: Language; isBefore: boolean }

/**
 * The built app on its sandbox, whose answers are changed to those of the state that the browser is
 * in. The page is the app's own. The state stands in a cookie, so that any browser can look.
 */
export class PlayedApp {
  readonly url: string
  readonly #app: AppServer
  readonly #server: ReturnType<typeof createServer>
  readonly #script: string
  readonly #sandbox: SandboxControl
  /** By user id. */
  readonly #sessions = new Map<string, Promise<string>>()

  private constructor(app: AppServer, script: string, server: ReturnType<typeof createServer>) {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    this.url = `http://127.0.0.1:${address.port}`
    this.#app = app
    this.#server = server
    this.#script = script
    this.#sandbox = new SandboxControl(app.url)
    server.on('request', (incoming, outgoing) => {
      this.#serve(incoming, outgoing).catch((error: unknown) =>
        outgoing.destroy(new Error('not played', { cause: error })),
      )
    })
  }

  /** @param port a free one by default */
  static async start(port = 0): Promise<PlayedApp> {
    const app = await AppServer.start(settings, { clockAt: galleryNow })
    const options = { target: 'chrome69', sourcemap: false }
    // tsx names functions by a helper of its own.
    const source = `var __name = (named) => named; window.standStill = ${String(standStill)}`
    const { code } = await transformWithOxc(source, 'still.js', options)
    const server = createServer().listen(port, '127.0.0.1')
    await once(server, 'listening')
    return new PlayedApp(app, code, server)
  }

  /** The path that opens a state on a device without any storage. */
  pathOf(
    page: string,
    { name }: State,
    { language = 'zh', isBefore = false }: Opening = {},
  ): string {
    return `/_gallery/${page}/${name}?language=${language}${isBefore ? '&before' : ''}`
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await this.#app.stop()
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', this.url)
    if (pathname.startsWith('/_gallery/fonts/')) {
      const file = await readFile(join(fonts, 'files', pathname.split('/').at(-1) ?? ''))
      outgoing.setHeader('cache-control', 'max-age=3600').setHeader('content-type', 'font/woff2')
      outgoing.end(file)
      return
    }
    if (pathname === contentsPath) {
      outgoing.setHeader('content-type', 'text/html; charset=utf-8').end(contents())
      return
    }
    if (pathname.startsWith('/_gallery/')) {
      const which = `${pathname.slice('/_gallery/'.length)}?${searchParams.toString()}`
      const { state, isBefore } = opened(which)
      const cookie = `${cookieName}=${encodeURIComponent(which)}; Path=/`
      outgoing.setHeader('set-cookie', cookie).setHeader('content-type', 'text/html')
      const isKept = state.openedBefore !== undefined && !isBefore
      outgoing.end(entry(state.path, searchParams.get('language') ?? 'zh', isKept))
      return
    }
    const which = new RegExp(`${cookieName}=([^;]*)`).exec(incoming.headers.cookie ?? '')?.[1]
    if (which === undefined) {
      outgoing.writeHead(302, { location: contentsPath }).end()
      return
    }
    await this.#pass(opened(decodeURIComponent(which)), incoming, outgoing)
  }

  async #pass(
    { state, isBefore }: Opened,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const { url: path = '/', method = 'GET' } = incoming
    const answers = isBefore ? [] : (state.answers ?? [])
    const played = answers.find(({ at }) => at.test(`${method} ${path}`))
    if (played !== undefined && 'problem' in played) return sendProblem(outgoing, played.problem)
    if (played !== undefined && 'body' in played) {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      outgoing.end(JSON.stringify(played.body))
      return
    }
    if (played !== undefined && 'bytes' in played) {
      outgoing.writeHead(200, { 'cache-control': 'no-store' }).end(played.bytes)
      return
    }
    const { person = 'zhangsan' } = state
    const session = person === null ? '' : await this.#sessionOf(person)
    const mayChange = !path.startsWith('/assets/')
    const { cookie: _cookie, [deviceHeader]: _device, ...headers } = incoming.headers
    if (mayChange) delete headers['if-none-match']
    const passed = request(`${this.#app.url}${path}`, {
      method,
      headers: {
        ...headers,
        host: new URL(this.#app.url).host,
        ...(headers.origin === undefined ? {} : { origin: publicUrl }),
        cookie: session,
        ...(mayChange ? { 'accept-encoding': 'identity' } : {}),
      },
    })
    incoming.pipe(passed)
    const [answer]: IncomingMessage[] = await once(passed, 'response')
    if (answer === undefined) throw new Error('no answer')
    const {
      'content-length': _length,
      'content-security-policy': _policy,
      ...rest
    } = answer.headers
    const kept = Object.entries(rest).filter(([name]) => name !== 'set-cookie')
    if (mayChange) kept.push(['cache-control', 'no-store'])
    outgoing.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept))
    const type = answer.headers['content-type'] ?? ''
    if (type.startsWith('text/html')) {
      const note = /session-corp=[^;]*/.exec(session)?.[0] ?? null
      outgoing.end(await this.#pageOf(state, isBefore, await text(answer), note))
    } else if ((answer.statusCode ?? 0) >= 400) {
      outgoing.end(
        (await text(answer)).replace(/"requestId":"[^"]*"/, `"requestId":"${requestId}"`),
      )
    } else if (played !== undefined && 'change' in played && type.includes('json')) {
      outgoing.end(JSON.stringify(played.change(JSON.parse(await text(answer)))))
    } else answer.pipe(outgoing)
  }

  async #pageOf(
    state: State,
    isBefore: boolean,
    html: string,
    note: string | null,
  ): Promise<string> {
    const sources = (kind: 'held' | 'cut') =>
      (isBefore ? [] : (state.answers ?? [])).flatMap((played: Played) =>
        'is' in played && played.is === kind ? [played.at.source] : [],
      )
    const setup: PageSetup = {
      now: galleryNow + (isBefore ? 0 : (state.openedBefore ?? 0)),
      held: sources('held'),
      cut: sources('cut'),
    }
    const cookie =
      note === null
        ? 'document.cookie = "session-corp=; Max-Age=0; Path=/";'
        : `document.cookie = ${JSON.stringify(`${note}; Path=/`)};`
    const script = `<script>${cookie}${this.#script};standStill(${JSON.stringify(setup)})</script>`
    const style = `<style>${await fontFaces()}${stillStyle}</style>`
    return html
      .replace(/<head\b[^>]*>/, (head) => `${head}${script}`)
      .replace('</head>', `${style}</head>`)
      .replace(
        /(<meta name="app-config" content=")([^"]*)/,
        (_all, start: string, content: string) => {
          const config: object = JSON.parse(content.replaceAll('&quot;', '"'))
          const changed = JSON.stringify({ ...config, ...state.config })
          return `${start}${changed.replaceAll('"', '&quot;')}`
        },
      )
  }

  #sessionOf(person: string): Promise<string> {
    const known = this.#sessions.get(person) ?? this.#signIn(person)
    this.#sessions.set(person, known)
    return known
  }

  /** @returns the cookies of a session */
  async #signIn(person: string): Promise<string> {
    const authCode = await this.#sandbox.authCode(person)
    const answer = await fetch(`${this.#app.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ authCode, corpId: sandboxCorpId }),
    })
    if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`)
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }
}

/** @param which "page/state?language=zh&before" */
function opened(which: string): Opened {
  const { pathname, searchParams } = new URL(`http://gallery/${which}`)
  const [, page, name] = pathname.split('/')
  const state = sheets
    .find((sheet) => sheet.page === page)
    ?.states.find((each) => each.name === name)
  if (state === undefined) throw new Error(`no such state: ${which}`)
  return {
    state,
    language: searchParams.get('language') === 'en' ? 'en' : 'zh',
    isBefore: searchParams.has('before'),
  }
}

function sendProblem(outgoing: ServerResponse, code: ProblemCode): void {
  const { status, category } = problems[code]
  const answer = {
    status,
    code,
    title: 'Played.',
    requestId,
    ...(category === 'throttled' ? { retryAfter: 30 } : {}),
  }
  outgoing.writeHead(status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  })
  outgoing.end(JSON.stringify(answer))
}

/** A page that makes the device a fresh one, and opens the state's page. */
function entry(path: string, language: string, isKept: boolean): string {
  const go = `location.replace(${JSON.stringify(path)})`
  const clear = `
    localStorage.clear(); sessionStorage.clear();
    localStorage.setItem('language', ${JSON.stringify(language)});
    var deleting = indexedDB.deleteDatabase('kept');
    deleting.onsuccess = deleting.onerror = deleting.onblocked = function () { ${go} };`
  return `<!doctype html><link rel="icon" href="data:,"><script>${isKept ? go : clear}</script>`
}

function contents(): string {
  const lists = sheets.map(({ page, states }) => {
    const links = states.map(({ name, openedBefore }) => {
      const at = `/_gallery/${page}/${name}`
      const before = openedBefore === undefined ? '' : `<a href="${at}?before">before</a> then `
      return `<li>${before}<a href="${at}">${name}</a> <a href="${at}?language=en">en</a></li>`
    })
    return `<h2>${page}</h2><ol>${links.join('')}</ol>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Gallery</title>${lists.join('')}`
}

const stillStyle = `
  :root, :root:lang(en) { --font: 'Noto Sans SC Variable', sans-serif !important; }
  *, *::before, *::after {
    animation: none !important; transition: none !important; caret-color: transparent !important;
    scroll-behavior: auto !important;
  }
  ::-webkit-scrollbar { display: none; }`

let faces: Promise<string> | undefined

/** The font of the gallery, which is the same on every machine. */
function fontFaces(): Promise<string> {
  faces ??= readFile(join(fonts, 'index.css'), 'utf8').then((css) =>
    css.replaceAll('url(./files/', 'url(/_gallery/fonts/').replaceAll('swap', 'block'),
  )
  return faces
}
