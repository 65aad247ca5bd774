import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'undici'
import type { Device, Engine, Point } from './engine.ts'

/** Without the last four, this version crashes in headless mode on current Linux. */
const switches = [
  '--headless',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--lang=zh-CN',
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--single-process',
]

const startLimitMs = 20_000

const keys = { Enter: 13, Escape: 27, Tab: 9 }

/** Starts Chromium 69 with one empty page. It is too old for Playwright's protocol. */
export async function startChromium69(executable: string, device: Device): Promise<Engine> {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-69-'))
  const child = spawn(executable, [...switches, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TZ: 'Asia/Shanghai' },
  })
  const exited = once(child, 'exit')
  const close = async () => {
    child.kill('SIGKILL')
    await exited
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const port = await debuggingPort(child.stderr)
    const session = await CdpSession.connect(await pageSocket(port))
    await session.send('Page.enable')
    await session.send('Network.setUserAgentOverride', {
      userAgent: device.userAgent,
      acceptLanguage: 'zh-CN',
    })
    await session.send('Emulation.setDeviceMetricsOverride', {
      width: device.width,
      height: device.height,
      deviceScaleFactor: 1,
      mobile: device.hasTouch,
    })
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: device.hasTouch })
    return steer(session, device, close)
  } catch (error) {
    await close()
    throw error
  }
}

function steer(session: CdpSession, device: Device, close: () => Promise<void>): Engine {
  const touch = (type: string, place?: Point) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: place ? [place] : [] })
  const mouse = (type: string, { x, y }: Point) =>
    session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 })
  const loading = async (begin: () => Promise<unknown>) => {
    const loaded = session.next('Page.loadEventFired')
    await begin()
    await loaded
  }
  return {
    open: (url) => loading(() => session.send('Page.navigate', { url })),
    reload: () => loading(() => session.send('Page.reload')),
    async evaluate(expression) {
      const {
        result,
        exceptionDetails,
      }: { result: { value?: unknown }; exceptionDetails?: unknown } = await session.send(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
      )
      if (exceptionDetails !== undefined)
        throw new Error(`in the page: ${JSON.stringify(exceptionDetails)}`)
      return result.value
    },
    async tap(place) {
      if (device.hasTouch) {
        await touch('touchStart', place)
        await touch('touchEnd')
        return
      }
      await mouse('mouseMoved', place)
      await mouse('mousePressed', place)
      await mouse('mouseReleased', place)
    },
    async type(text) {
      for (const each of text)
        await session.send('Input.dispatchKeyEvent', { type: 'char', text: each })
    },
    async press(key) {
      const event = { key, code: key, windowsVirtualKeyCode: keys[key] }
      const text = key === 'Enter' ? { text: '\r' } : {}
      await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...text })
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
    },
    async drag(from, to) {
      await touch('touchStart', from)
      for (let step = 1; step <= 10; step += 1)
        await touch('touchMove', {
          x: from.x + ((to.x - from.x) * step) / 10,
          y: from.y + ((to.y - from.y) * step) / 10,
        })
      await touch('touchEnd')
    },
    async chooseFile(css, path) {
      const { root }: { root: { nodeId: number } } = await session.send('DOM.getDocument')
      const { nodeId }: { nodeId: number } = await session.send('DOM.querySelector', {
        nodeId: root.nodeId,
        selector: css,
      })
      await session.send('DOM.setFileInputFiles', { nodeId, files: [path] })
    },
    async screenshot() {
      const { data }: { data: string } = await session.send('Page.captureScreenshot')
      return Buffer.from(data, 'base64')
    },
    async close() {
      session.close()
      await close()
    },
  }
}

/** The port that the browser chose and printed on stderr. */
async function debuggingPort(stderr: AsyncIterable<Buffer>): Promise<number> {
  let said = ''
  for await (const chunk of stderr) {
    said += String(chunk)
    const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1]
    if (port !== undefined) return Number(port)
  }
  throw new Error(`Chromium 69 did not start:\n${said}`)
}

/** The WebSocket URL of the first page, which exists shortly after the browser has started. */
async function pageSocket(port: number): Promise<string> {
  const deadline = Date.now() + startLimitMs
  while (Date.now() < deadline) {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`)
    const targets: { type: string; webSocketDebuggerUrl: string }[] = await response.json()
    const page = targets.find(({ type }) => type === 'page')
    if (page !== undefined) return page.webSocketDebuggerUrl
    await delay(50)
  }
  throw new Error('Chromium 69 has no page')
}

/** A pending call; resolves with the text of the response. */
type Waiting = { resolve: (text: string) => void; reject: (error: Error) => void }

/** The Chrome DevTools Protocol over one connection. */
class CdpSession {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  readonly #listening = new Map<string, (() => void)[]>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)))
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser has gone'))
    })
  }

  static async connect(url: string): Promise<CdpSession> {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', reject)
    })
    return new CdpSession(socket)
  }

  /** @throws Error with the browser's message if it refuses */
  async send<Value>(method: string, params: Record<string, unknown> = {}): Promise<Value> {
    this.#lastId += 1
    const id = this.#lastId
    const text = await new Promise<string>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
    const { result, error }: { result: Value; error?: { message: string } } = JSON.parse(text)
    if (error) throw new Error(`${method}: ${error.message}`)
    return result
  }

  /** Resolves at the next event with this name. */
  next(event: string): Promise<void> {
    return new Promise((resolve) => {
      this.#listening.set(event, [...(this.#listening.get(event) ?? []), resolve])
    })
  }

  close(): void {
    this.#waiting.clear()
    this.#socket.close()
  }

  #receive(text: string): void {
    const { id, method = '' }: { id?: number; method?: string } = JSON.parse(text)
    if (id === undefined) {
      const heard = this.#listening.get(method) ?? []
      this.#listening.delete(method)
      for (const resolve of heard) resolve()
      return
    }
    this.#waiting.get(id)?.resolve(text)
    this.#waiting.delete(id)
  }
}
