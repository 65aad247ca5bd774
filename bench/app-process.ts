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

const stopLimitMs = 30_000

/** The built app, running in a separate process. */
export type AppProcess = {
  /** The origin that the app listens on. */
  url: string
  process: ChildProcess
  /** By SIGTERM, because Node writes no profile when it is killed. */
  stop(): Promise<void>
}

/**
 * Starts the built app on a free port, in a new folder that contains only the build, and waits until
 * it is ready. Its log is discarded, which costs the app as little as writing to a file.
 * @param settings as in `.env.example`
 * @param nodeOptions more options for Node, such as `--cpu-prof`
 * @param build the folder that holds the `dist` to start
 */
export async function startApp(
  settings: Record<string, string>,
  nodeOptions: string[] = [],
  build = root,
): Promise<AppProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-app-'))
  // If root starts the bench, Postgres runs as another user, which has no access to a folder from
  // mkdtemp.
  await chmod(folder, 0o711)
  await symlink(join(build, 'dist'), join(folder, 'dist'), 'junction')
  const port = await freePort()
  const words = [...startOptions, ...nodeOptions, join('dist', 'proxy', 'server.js')]
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...settings, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  async function stop(): Promise<void> {
    if (!hasEnded()) {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
      await exited
      clearTimeout(timer)
    }
    // If the app had to be killed, its Postgres exits slightly later.
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  const started = performance.now()
  while (!(await isReady(port))) {
    if (hasEnded() || performance.now() - started > startLimitMs) {
      await stop()
      throw new Error(`the app did not start:\n${said}`)
    }
    await delay(50)
  }
  return { url: `http://127.0.0.1:${port}`, process: child, stop }
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
