import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, symlink } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startOptions } from '#bench/app-process.ts'
import { root } from '#scripts/built-app.mjs'

const startLimitMs = 60_000

/** Interval between requests of `/readyz`, which is the precision of the timing. */
const pollMs = 5

export type StartedApp = {
  pid: number
  /** Milliseconds until `/readyz` answered 200. */
  tookMs: number
  /** Stops the app by SIGTERM. @returns how many milliseconds that took */
  stop(): Promise<number>
}

/** A new folder that contains only the build. */
export async function cleanFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-start-'))
  // If root starts the bench, Postgres runs as another user, which has no access to a folder from
  // mkdtemp.
  await chmod(folder, 0o711)
  await symlink(join(root, 'dist'), join(folder, 'dist'), 'junction')
  return folder
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10 })
}

/** Starts the app like `npm start`, without npm. */
export async function startedApp(
  folder: string,
  port: number,
  settings: Record<string, string>,
): Promise<StartedApp> {
  const started = performance.now()
  const script = join(root, 'scripts', 'start.mjs')
  const child = spawn(process.execPath, [...startOptions, script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: String(port), ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  while (!(await isReady(port))) {
    if (hasEnded(child) || performance.now() - started > startLimitMs) {
      child.kill('SIGKILL')
      throw new Error(`the app did not start:\n${words}`)
    }
    // oxlint-disable-next-line no-await-in-loop
    await delay(pollMs)
  }
  const tookMs = performance.now() - started
  return {
    pid: child.pid ?? 0,
    tookMs,
    async stop() {
      const signalledAt = performance.now()
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      return performance.now() - signalledAt
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
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
