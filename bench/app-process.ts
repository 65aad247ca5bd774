import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '#proxy/free-port.ts'
import { root } from '#scripts/built-app.mjs'

const startLimitMs = 60_000

/** An app with several workers itself kills one that has not ended after 25 seconds. */
const stopLimitMs = 30_000

/** The built app, running in a separate process. */
export type AppProcess = {
  /** Origin on which the app listens. */
  url: string
  process: ChildProcess
  /** Ends the app by SIGTERM, since Node writes no profile when it is killed. */
  stop(): Promise<void>
}

/**
 * Starts the built app on a free port, in an empty folder, and waits until it is ready. Its log is
 * discarded, which costs the app as little as writing to a file.
 * @param settings as in `.env.example`
 * @param nodeOptions Node's own options, such as `--import`
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
  const child = spawn(process.execPath, [...nodeOptions, join('dist', 'proxy', 'server.js')], {
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
      // A listener for messages, as of an imported script, keeps a process running while it has a channel.
      if (child.connected) child.disconnect()
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
      await exited
      clearTimeout(timer)
    }
    // When the app had to be killed, its Postgres ends a moment later.
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
    // Attempts come one after the other.
    // oxlint-disable-next-line no-await-in-loop
    const ready = await fetch(`${url}/readyz`).catch(() => null)
    if (ready?.ok) return
    // oxlint-disable-next-line no-await-in-loop
    await delay(50)
  }
  throw new Error('no answer from /readyz')
}
