import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#proxy/base/free-port.ts'
import { root } from '#scripts/built-app.mjs'

const startLimitMs = 120_000
const stopLimitMs = 15_000

const outputName = 'output.log'

const settableClock = new URL('settable-clock.mjs', import.meta.url)

const standingClock = new URL('standing-clock.mjs', import.meta.url)

/** How to run the app, besides its settings. */
export type AppRun = {
  /** The folder of the built app. */
  build?: string
  /** Whether `setForward` works. The app itself is not involved. */
  hasSettableClock?: boolean
  /** Where the clock of the app and of its sandbox stands still, epoch milliseconds. */
  clockAt?: number
}

/**
 * The environment variables that a program needs to run; those with our own settings are left out.
 */
const keptVariables = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot']

/** A running app: its URL and its output. */
export class RunningApp {
  readonly url: string
  readonly outputFile: string
  #taken: number

  constructor(url: string, outputFile: string) {
    this.url = url
    this.outputFile = outputFile
    this.#taken = readFileSync(outputFile).length
  }

  /** The output since the last call. */
  takeOutput(): string {
    const output = readFileSync(this.outputFile).subarray(this.#taken)
    this.#taken += output.length
    return output.toString()
  }

  /**
   * Advances the clock of the app and of its sandbox until they stop; their timers do not run
   * faster.
   */
  setForward(_ms: number): Promise<void> {
    throw new Error('The clock of this app cannot be set: use `hasSettableClock`.')
  }
}

/** The built app on its sandbox, in a separate process. */
export class AppServer extends RunningApp {
  readonly #process: ChildProcess
  readonly #folder: string

  private constructor(url: string, child: ChildProcess, folder: string) {
    super(url, join(folder, outputName))
    this.#process = child
    this.#folder = folder
  }

  /**
   * Starts the app on a free port and waits until it answers. It runs in its own folder, so that a
   * developer's `.env` and data do not interfere, and its database is temporary.
   * @param settings environment variables as in `.env.example`
   */
  static async start(settings: Record<string, string>, run: AppRun = {}): Promise<AppServer> {
    const { build = join(root, 'dist'), hasSettableClock = false, clockAt } = run
    const folder = await mkdtemp(join(tmpdir(), 'app-server-'))
    await symlink(build, join(folder, 'dist'), 'junction')
    const port = await freePort()
    const kept = keptVariables.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    })
    const clock = hasSettableClock
      ? [`--import=${settableClock.href}`]
      : clockAt === undefined
        ? []
        : [`--import=${standingClock.href}?at=${clockAt}`]
    const output = openSync(join(folder, outputName), 'a')
    const child = spawn(process.execPath, [...clock, join('dist', 'proxy', 'server.js')], {
      cwd: folder,
      env: {
        ...Object.fromEntries(kept),
        ...settings,
        HOST: '127.0.0.1',
        PORT: String(port),
      },
      stdio: ['ignore', output, output, ...(hasSettableClock ? ['ipc' as const] : [])],
    })
    closeSync(output)
    const server = new AppServer(`http://localhost:${port}`, child, folder)
    try {
      await server.#answers()
    } catch (error) {
      await server.stop()
      throw error
    }
    return server
  }

  override async setForward(ms: number): Promise<void> {
    const isSet = once(this.#process, 'message')
    this.#process.send({ setForward: ms })
    await isSet
  }

  /** Stops the server with SIGTERM, like a service manager. */
  async stop(): Promise<void> {
    if (this.#isRunning()) {
      const exited = once(this.#process, 'exit')
      this.#process.kill('SIGTERM')
      const timer = setTimeout(() => this.#process.kill('SIGKILL'), stopLimitMs)
      await exited
      clearTimeout(timer)
    }
    await rm(this.#folder, { recursive: true })
  }

  #isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null
  }

  async #answers(): Promise<void> {
    const deadline = Date.now() + startLimitMs
    while (this.#isRunning() && Date.now() < deadline) {
      const ready = await fetch(`${this.url}/readyz`).catch(() => undefined)
      if (ready?.ok) return
      await delay(50)
    }
    throw new Error(`the app did not start:\n${this.takeOutput()}`)
  }
}
