import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#proxy/base/free-port.ts'
import type { Device, Engine, Point } from './engine.ts'
import type { WebkitPrograms } from './find-webkit.ts'

const startLimitMs = 20_000

/** WebDriver's key codes: https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keys = { Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004' }

/** Starts WebKit with one empty page on its own virtual display. */
export async function startWebkit(programs: WebkitPrograms, device: Device): Promise<Engine> {
  const screen = spawn(
    programs.display,
    ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const started: ChildProcess[] = [screen]
  const stop = async () => {
    for (const child of started.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const exited = once(child, 'exit')
      child.kill()
      await exited
    }
  }
  try {
    const display = await displayOf(screen)
    const port = await freePort()
    const driver = spawn(programs.driver, [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: `:${display}`,
        TZ: 'Asia/Shanghai',
        LANG: 'zh_CN.UTF-8',
        LANGUAGE: 'zh_CN',
        LIBGL_ALWAYS_SOFTWARE: '1',
        // WebKit's sandbox needs privileges that containers lack.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      },
    })
    started.push(driver)
    const session = await WebDriverSession.start(`http://127.0.0.1:${port}`, programs, device)
    await session.call('POST', '/window/rect', {
      x: 0,
      y: 0,
      width: device.width,
      height: device.height,
    })
    return steer(session, device, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

function steer(session: WebDriverSession, device: Device, stop: () => Promise<void>): Engine {
  const point = (actions: unknown[]) =>
    session.call('POST', '/actions', {
      actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }],
    })
  const move = ({ x, y }: Point) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) })
  const press = (characters: string[]) =>
    session.call('POST', '/actions', {
      actions: [
        {
          type: 'key',
          id: 'keyboard',
          actions: characters.flatMap((value) => [
            { type: 'keyDown', value },
            { type: 'keyUp', value },
          ]),
        },
      ],
    })
  return {
    async open(url) {
      await session.call('POST', '/url', { url })
    },
    async reload() {
      await session.call('POST', '/refresh', {})
    },
    async evaluate(expression) {
      const script =
        'const done = arguments[0]; ' +
        `Promise.resolve().then(() => (${expression})).then(` +
        '(value) => done({ value }), (error) => done({ error: String(error) }))'
      const answer: { value?: unknown; error?: string } = await session.call(
        'POST',
        '/execute/async',
        { script, args: [] },
      )
      if (answer.error !== undefined) throw new Error(`in the page: ${answer.error}`)
      return answer.value
    },
    async tap(place) {
      await point([
        move(place),
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ])
    },
    async type(text) {
      await press(Array.from(text))
    },
    async press(key) {
      await press([keys[key]])
    },
    async drag() {
      throw new Error(`WebKit for Linux has no touch${device.hasTouch ? ', though asked for' : ''}`)
    },
    async chooseFile(css, path) {
      const element: Record<string, string> = await session.call('POST', '/element', {
        using: 'css selector',
        value: css,
      })
      const [id] = Object.values(element)
      await session.call('POST', `/element/${id}/value`, { text: path })
    },
    async screenshot() {
      return Buffer.from(String(await session.call('GET', '/screenshot')), 'base64')
    },
    async close() {
      await session.call('DELETE', '').catch(() => undefined)
      await stop()
    },
  }
}

async function displayOf(screen: ChildProcess): Promise<string> {
  const pipe = screen.stdio[3]
  if (!pipe) throw new Error('Xvfb has no pipe to tell its display')
  const [said]: unknown[] = await once(pipe, 'data')
  return String(said).trim()
}

/** W3C WebDriver over HTTP: https://www.w3.org/TR/webdriver2/ */
class WebDriverSession {
  readonly #url: string

  private constructor(url: string) {
    this.#url = url
  }

  static async start(
    driver: string,
    { browser }: WebkitPrograms,
    { userAgent }: Device,
  ): Promise<WebDriverSession> {
    await answering(driver)
    const browserOptions = { binary: browser, args: ['--automation', `--user-agent=${userAgent}`] }
    const { sessionId }: { sessionId: string } = await ask('POST', `${driver}/session`, {
      capabilities: {
        alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': browserOptions },
      },
    })
    return new WebDriverSession(`${driver}/session/${sessionId}`)
  }

  call<Value>(method: string, path: string, body?: unknown): Promise<Value> {
    return ask<Value>(method, `${this.#url}${path}`, body)
  }
}

async function answering(driver: string): Promise<void> {
  const deadline = Date.now() + startLimitMs
  while (Date.now() < deadline) {
    const status = await fetch(`${driver}/status`).catch(() => undefined)
    if (status?.ok) return
    await delay(50)
  }
  throw new Error('WebKitWebDriver did not start')
}

/** @throws Error with the driver's message if it refuses */
async function ask<Value>(method: string, url: string, body?: unknown): Promise<Value> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) {
    const { value }: { value: Value } = await response.json()
    return value
  }
  const { value }: { value: { error: string; message: string } } = await response.json()
  throw new Error(`WebDriver: ${value.error}: ${value.message}`)
}
