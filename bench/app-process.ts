import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#proxy/base/free-port.ts'
import { root } from '#scripts/built-app.mjs'

/** Node's options in `npm start`. */
export const startOptions = ['--max-semi-space-size=64']

const startLimitMs = 60_000

/** An app with several workers kills a worker itself that has not exited after 25 seconds. */
const stopLimitMs = 30_000

/** The built app, running in a separate process. */
export type AppProcess = {
  /** The origin that the app listens on. */
  url: string
  process: ChildProcess
  /** Milliseconds until `/readyz` answered 200. */
  tookMs: number
  /**
   * By SIGTERM, because Node writes no profile when it is killed.
   * @returns how many milliseconds that took
   */
  stop(): Promise<number>
}

/** A new folder that contains only a build. @param build the folder that holds its `dist` */
export async function cleanFolder(build = root): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-app-'))
  // If root starts the bench, Postgres runs as another user, which has no access to a folder from
  // mkdtemp.
  await chmod(folder, 0o711)
  await symlink(join(build, 'dist'), join(folder, 'dist'), 'junction')
  return folder
}

/** If the app in it had to be killed, its Postgres exits slightly later. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

/**
 * Starts the built app on a free port, in an empty folder, and waits until it is ready.
 * @param settings as in `.env.example`
 * @param nodeOptions more options for Node, such as `--import`
 * @param build the folder that holds the `dist` to start
 */
export async function startApp(
  settings: Record<string, string>,
  nodeOptions: string[] = [],
  build = root,
): Promise<AppProcess> {
  const folder = await cleanFolder(build)
  try {
    const words = [...nodeOptions, join('dist', 'proxy', 'server.js')]
    const app = await startAppIn(folder, await freePort(), words, settings)
    const stop = async () => {
      const tookMs = await app.stop()
      await removeFolder(folder)
      return tookMs
    }
    return { ...app, stop }
  } catch (error) {
    await removeFolder(folder)
    throw error
  }
}

/**
 * Starts an app in a folder and waits until it is ready. Its log is discarded, which costs the app
 * as little as writing to a file.
 * @param words options for Node, and the script
 * @param pollMs interval between requests of `/readyz`, which is the precision of the timing
 */
export async function startAppIn(
  folder: string,
  port: number,
  words: readonly string[],
  settings: Record<string, string>,
  pollMs = 50,
): Promise<AppProcess> {
  const started = performance.now()
  const child = spawn(process.execPath, [...startOptions, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...settings, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  async function stop(): Promise<number> {
    if (hasEnded()) throw new Error(`the app had ended by itself:\n${said}`)
    const signalledAt = performance.now()
    const exited = once(child, 'exit')
    // A message listener, as in a preloaded script, keeps a process alive while its channel is
    // open.
    if (child.connected) child.disconnect()
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
    await exited
    clearTimeout(timer)
    return performance.now() - signalledAt
  }
  while (!(await isReady(port))) {
    if (hasEnded() || performance.now() - started > startLimitMs) {
      if (!hasEnded()) await stop()
      throw new Error(`the app did not start:\n${said}`)
    }
    await delay(pollMs)
  }
  const tookMs = performance.now() - started
  return { url: `http://127.0.0.1:${port}`, process: child, tookMs, stop }
}

/** Uses a new connection each time, because the first ones are refused. */
function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', path: '/readyz', agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.on('error', () => resolve(false))
    asked.end()
  })
}
