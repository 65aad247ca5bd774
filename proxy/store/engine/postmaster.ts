import { spawn, type ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nameFor, startedAs } from './data-folder.ts'
import type { EngineUser } from './engine-user.ts'

/** Small: the app's tables are small, and the system caches files anyway. */
const settings = {
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_parallel_workers: '0',
  autovacuum_max_workers: '1',
  io_method: 'sync',
  jit: 'off',
  huge_pages: 'off',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** Nothing of a temporary database outlives the machine. */
const temporarySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** How long an ordered end may take before the engine is told to end without writing all. */
const orderlyEndMs = 20_000

const pollMs = 10

/** Postgres' main process, as its own file in the data folder tells of it. */
export type Postmaster = { pid: number; port: number }

export type LaunchParts = {
  /** The program. */
  postgres: string
  data: string
  /** As of `openDataDir`. */
  isHidden: boolean
  user: EngineUser | null
  /** By which it is reached. */
  address: { socketFolder: string } | { port: number }
  /** The file that it writes what it has to say to; the one of before is kept beside it. */
  output: string
  /** Removed once it has ended after our process; null when its data are to stay. */
  temporaryFolder: string | null
  /** How many connections it takes. */
  connections: number
}

/**
 * Starts Postgres in its own process group, so that signals to ours do not reach it first. It shuts
 * down when this process ends, however that ends.
 */
export function launchPostmaster(parts: LaunchParts): ChildProcess {
  const { postgres, data, isHidden, user, address, output, temporaryFolder, connections } = parts
  if (existsSync(output)) renameSync(output, `${output}.old`)
  const log = openSync(output, 'a', 0o600)
  const listening =
    'port' in address
      ? { listen_addresses: '127.0.0.1', port: address.port, unix_socket_directories: '' }
      : { listen_addresses: '', unix_socket_directories: nameFor(address.socketFolder, isHidden) }
  const all = {
    ...settings,
    max_connections: connections,
    ...listening,
    ...(temporaryFolder === null ? {} : temporarySettings),
  }
  const child = spawn(
    postgres,
    [
      '-D',
      nameFor(data, isHidden),
      ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...startedAs(user), cwd: data, detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  child.on('error', () => {})
  child.unref()
  if (child.pid !== undefined && platform() !== 'win32') watch(child.pid, child, temporaryFolder)
  return child
}

/** Waits for the end of this process, and ends the engine. */
const watchScript = `read -r _; kill -INT "$1" && [ -n "$2" ] || exit 0
while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf "$2"`

/** The pipe breaks when this process ends, also by `kill -9`. */
function watch(pid: number, postmaster: ChildProcess, temporaryFolder: string | null): void {
  const watcher = spawn('sh', ['-c', watchScript, 'sh', String(pid), temporaryFolder ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.on('error', () => {})
  watcher.stdin.on('error', () => {})
  watcher.unref()
  Reflect.apply(Reflect.get(watcher.stdin, 'unref') ?? (() => {}), watcher.stdin, [])
  postmaster.once('exit', () => watcher.kill('SIGKILL'))
}

/** The postmaster of a data folder; null when none runs among the processes that we can see. */
export function findPostmaster(data: string): Postmaster | null {
  const [pid, folder = '', , port] = linesOf(pidFileOf(data))
  if (!isPostgres(Number(pid)) || !isSameFolder(folder, data)) return null
  return { pid: Number(pid), port: Number(port) }
}

/** A pid file in a copy of the data names the folder that they were copied from. */
function isSameFolder(named: string, data: string): boolean {
  // Hidden data are always named alike, so the name tells nothing.
  if (named === nameFor(data, true)) return true
  try {
    return realpathSync(named) === realpathSync(data)
  } catch {
    return false
  }
}

/** How long after writing its pid file Postgres listens on its socket at the latest. */
const listensAfterMs = 1000

/** Whether a pid file was written a moment ago, perhaps by a Postgres of another container. */
export function hasNewPidFile(data: string): boolean {
  const written = statSync(pidFileOf(data), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const age = Date.now() - written
  return age >= 0 && age < listensAfterMs
}

/**
 * Removes files with the pid of a program that runs and is not this folder's Postgres: Postgres would
 * take it for itself, and not start. Postgres itself removes those of programs that have ended. Only to
 * be called when nobody listens on the socket: the pid of a Postgres in another container means nothing
 * here, and that Postgres ends when its file is gone.
 */
export function removeForeignPids(data: string): void {
  for (const file of [pidFileOf(data), `${socketOf(data)}.lock`])
    if (isRunning(Number(linesOf(file)[0]))) rmSync(file, { force: true })
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

function pidFileOf(data: string): string {
  return join(data, 'postmaster.pid')
}

/** Part of the socket's name. */
const socketPort = 5432

export function socketOf(data: string): string {
  return join(data, `.s.PGSQL.${socketPort}`)
}

function isPostgres(pid: number): boolean {
  if (!isRunning(pid)) return false
  if (platform() !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // It may have ended since it was looked for.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Ends Postgres in order: connections are cut, and what is in memory is written. */
export async function endPostmaster(pid: number): Promise<void> {
  const deadline = performance.now() + orderlyEndMs
  let isTold = false
  while (isRunning(pid)) {
    const isLate = performance.now() > deadline
    if (!isTold || isLate) signal(pid, isLate ? 'SIGQUIT' : 'SIGINT')
    isTold = true
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pollMs)
  }
}
