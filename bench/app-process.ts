import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#proxy/free-port.ts'
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
  /** Stops the app by SIGTERM, because Node writes no profile when it is killed. */
  stop(): Promise<void>
}

/**
 * Starts the built app on a free port, in an empty folder, and waits until it is ready. Its log is
 * discarded, which costs the app as little as writing to a file.
 * @param settings as in `.env.example`
 * @param nodeOptions more options for Node, such as `--import`
 * @param build the folder that holds the `dist` to start
 */
export async function startApp(
  settings: Record<string, string>,
  nodeOptions: string[] = [],
  build = root,
): Promise<AppProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-app-'))
  await symlink(join(build, 'dist'), join(folder, 'dist'), 'junction')
  const port = await freePort()
  const server = join('dist', 'proxy', 'server.js')
  const child = spawn(process.execPath, [...startOptions, ...nodeOptions, server], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...settings, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words += text))
  const url = `http://127.0.0.1:${port}`
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      // A message listener, as in a preloaded script, keeps a process alive while its channel is
      // open.
      if (child.connected) child.disconnect()
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
      await exited
      clearTimeout(timer)
    }
    // If the app had to be killed, its Postgres exits slightly later.
    await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 100 })
  }
  try {
    await untilReady(url, child)
  } catch (error) {
    await stop()
    throw new Error(`the app did not start:\n${words}`, { cause: error })
  }
  return { url, process: child, stop }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startLimitMs
  while (child.exitCode === null && Date.now() < deadline) {
    // Attempts are sequential.
    // oxlint-disable-next-line no-await-in-loop
    const ready = await fetch(`${url}/readyz`).catch(() => null)
    if (ready?.ok) return
    // oxlint-disable-next-line no-await-in-loop
    await delay(50)
  }
  throw new Error('no answer from /readyz')
}
