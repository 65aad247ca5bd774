import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { transformWithOxc } from 'vite'
import type { EmulatedClient, NativeCall, NativeReply } from '#e2e/client/native-bridges.ts'
import { installBridge } from '#e2e/client/native-bridges.ts'
import { becomeIos13 } from './ios13.ts'

/** How the emulated client answers a native call. */
export type Answerer = (call: NativeCall) => Promise<NativeReply> | NativeReply

/**
 * How long a request takes to fail without a network, in milliseconds. WebKit for Linux
 * occasionally crashes when requests fail while their page is being left.
 */
const brokenAfterMs = 100

/**
 * A proxy between an engine and the app that emulates the DingTalk client: it inserts the client's
 * bridge before the page's own scripts, answers native calls, collects page errors, and can cut the
 * network. The engines have no common protocol to do this from outside.
 */
export class ClientProxy {
  readonly url: string
  /** The app's URL. */
  target = ''
  /** Whether there is a network between the pages and the app. */
  isOnline = true
  /** Whether pages are opened in DingTalk, rather than in an ordinary browser with its engine. */
  isDingTalk = true
  answer: Answerer = () => ({ ok: {} })
  /** The requests that reached the app as "METHOD /path", in order. */
  requests: string[] = []
  #devices = 0
  #found: string[] = []
  readonly #scripts: Scripts
  readonly #server: ReturnType<typeof createServer>

  private constructor(url: string, scripts: Scripts, server: ReturnType<typeof createServer>) {
    this.url = url
    this.#scripts = scripts
    this.#server = server
    server.on('request', (incoming, outgoing) => void this.#serve(incoming, outgoing))
  }

  static async start(platform: EmulatedClient): Promise<ClientProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port was given')
    return new ClientProxy(`http://localhost:${address.port}`, await scriptsFor(platform), server)
  }

  /**
   * A URL of the app for a fresh device: cookies, storage and service workers belong to an origin,
   * and every call returns another one. All are of one site, for which WebKit keeps its process.
   */
  freshUrl(): string {
    this.#devices += 1
    return `http://device-${this.#devices}.app.localhost:${new URL(this.url).port}`
  }

  /** The page errors since the last call. */
  takeFound(): string[] {
    const found = this.#found
    this.#found = []
    return found
  }

  /** Cuts the network: open connections break, and new ones fail. */
  goOffline(): void {
    this.isOnline = false
    this.#server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (incoming.url === '/__client/native') {
      const call: NativeCall = JSON.parse(await text(incoming))
      outgoing.end(JSON.stringify(await this.answer(call)))
    } else if (incoming.url === '/__client/found') {
      this.#found.push(await text(incoming))
      outgoing.end()
    } else if (this.isOnline) this.#pass(incoming, outgoing)
    else setTimeout(() => incoming.socket.destroy(), brokenAfterMs)
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { url = '/', method, headers } = incoming
    this.requests.push(`${method} ${url}`)
    // The app accepts only its own URLs, not those of a device.
    const own = encodeURIComponent(this.url)
    const path = url.replaceAll(encodeURIComponent(`http://${headers.host}`), own)
    const { hostname, port } = new URL(this.target)
    // Pages are modified here, so they must be uncompressed.
    const mayBePage = !/^\/(?:api|assets)\//.test(path)
    const asked = mayBePage ? { ...headers, 'accept-encoding': 'identity' } : headers
    const passed = request({ hostname, port, path, method, headers: asked }, (answer) => {
      const isHtml = answer.headers['content-type']?.startsWith('text/html') === true
      if (isHtml) void this.#passPage(answer, outgoing)
      else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers))
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  }

  async #passPage(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const script = this.isDingTalk ? this.#scripts.dingTalk : this.#scripts.browser
    const element = `<script>${script}</script>`
    const html = (await text(answer)).replace(/<head\b[^>]*>/, (head) => `${head}${element}`)
    const hash = createHash('sha256').update(script).digest('base64')
    const { 'content-length': _length, 'content-security-policy': own, ...headers } = answer.headers
    // The gallery's pages have none.
    const policy = String(own ?? '').replace('script-src', `script-src 'sha256-${hash}'`)
    outgoing.writeHead(answer.statusCode ?? 502, {
      ...headers,
      ...(policy === '' ? {} : { 'content-security-policy': policy }),
    })
    outgoing.end(html)
  }
}

/** What a page runs first: in DingTalk, and in an ordinary browser. */
type Scripts = { dingTalk: string; browser: string }

/** In syntax that the oldest engine supports. */
async function scriptsFor(platform: EmulatedClient): Promise<Scripts> {
  const bridge = `(${String(installBridge)})(${JSON.stringify({ platform, bridgeDelay: 0 })})`
  const age = platform === 'ios' ? `(${String(becomeIos13)})();` : ''
  const common = `${age}(${String(connectToClient)})();`
  const compiled = async (script: string) => {
    const options = { target: 'chrome69', sourcemap: false }
    return (await transformWithOxc(script, 'client.js', options)).code
  }
  return {
    dingTalk: await compiled(`${common}${bridge}`),
    browser: await compiled(`${common}(${String(becomeBrowser)})();`),
  }
}

/** Takes DingTalk's part off the user agent. Serialised into the page. */
function becomeBrowser(): void {
  const value = navigator.userAgent.replace(/ (AliApp\(|DingTalk\().*/, '')
  Object.defineProperty(navigator, 'userAgent', { value })
}

/** Serialised into the page, so it may use nothing from this module. */
function connectToClient(): void {
  const post = (path: string, body: string) => fetch(path, { method: 'POST', body })
  Object.assign(window, {
    dingTalkNative: (call: unknown) =>
      post('/__client/native', JSON.stringify(call)).then((response) => response.json()),
  })
  // WebKit for Linux takes the language from the system, which may lack Chinese.
  Object.defineProperties(navigator, {
    language: { value: 'zh-CN' },
    languages: { value: ['zh-CN'] },
  })
  const report = (found: string) => void post('/__client/found', found)
  window.addEventListener('error', (event) => {
    // Harmless: notifications that a ResizeObserver did not get in this frame are delivered in the
    // next one.
    if (event.message && !event.message.startsWith('ResizeObserver loop'))
      report(`uncaught: ${event.message}`)
  })
  window.addEventListener('unhandledrejection', (event) => report(`rejected: ${event.reason}`))
  document.addEventListener('securitypolicyviolation', (event) =>
    report(`policy: ${event.violatedDirective} forbids ${event.blockedURI}`),
  )
  // oxlint-disable-next-line no-console -- console errors are what is collected
  console.error = (...words: unknown[]) => report(`console: ${words.map(String).join(' ')}`)
}
