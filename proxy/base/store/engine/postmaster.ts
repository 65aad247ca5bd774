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
import { pidFileOf } from './data-paths.ts'
import type { EngineUser } from './engine-user.ts'

/** Low memory, as the app's tables are small and the system caches files anyway. */
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

/** Given to the program, which heeds them before any postgresql.conf. */
const durableSettings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

/** A temporary database need not survive a crash of the machine. */
const temporarySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** How long a clean shutdown may take before the engine is told to quit immediately. */
const orderlyEndMs = 20_000

const pollMs = 10

/** Postgres' main process, according to its pid file in the data folder. */
export type Postmaster = { pid: number; port: number }

export type LaunchDeps = {
  postgres: string
  data: string
  user: EngineUser | null
  isHidden: boolean
  address: { socketFolder: string } | { port: number }
  /** Log file of its output; the previous one is kept beside it. */
  output: string
  /** Deleted once it has ended after our process; null to keep the data. */
  temporaryFolder: string | null
  connections: number
}

/**
 * In its own process group, so that signals to ours do not reach it first. It shuts down when this
 * process ends for any reason.
 */
export function launchPostmaster(deps: LaunchDeps): ChildProcess {
  const { postgres, data, isHidden, user, address, output, temporaryFolder, connections } = deps
  if (existsSync(output)) renameSync(output, `${output}.old`)
  const log = openSync(output, 'a', 0o600)
  const listening =
    'port' in address
      ? { listen_addresses: '127.0.0.1', port: address.port, unix_socket_directories: '' }
      : {
          listen_addresses: '',
          unix_socket_directories: quoted(nameFor(address.socketFolder, isHidden)),
        }
  const all = {
    ...settings,
    max_connections: connections,
    ...listening,
    ...(temporaryFolder === null ? durableSettings : temporarySettings),
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

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

const watchScript = `read -r _; kill -INT "$1" && [ -n "$2" ] || exit 0
while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; rm -rf "$2"`

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

/** The postmaster of a data folder; null if none runs among the processes visible to us. */
export function findPostmaster(data: string): Postmaster | null {
  const [pid, folder = '', , port] = linesOf(pidFileOf(data))
  if (!isPostgres(Number(pid)) || !isSameFolder(folder, data)) return null
  return { pid: Number(pid), port: Number(port) }
}

/** The pid file in a copy of the data names the original folder. */
function isSameFolder(named: string, data: string): boolean {
  // Hidden data always have the same name, so it identifies nothing.
  if (named === nameFor(data, true)) return true
  try {
    return realpathSync(named) === realpathSync(data)
  } catch {
    return false
  }
}

/** Longest time from writing its pid file until Postgres listens on its socket. */
const listensAfterMs = 1000

/** Whether a pid file was just written, possibly by a Postgres in another container. */
export function hasNewPidFile(data: string): boolean {
  const written = statSync(pidFileOf(data), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const age = Date.now() - written
  return age >= 0 && age < listensAfterMs
}

/**
 * Removes pid files that name a running program other than this folder's Postgres: Postgres would
 * take it for itself and refuse to start. Files of ended programs are removed by Postgres. Call
 * this only if nobody listens on the socket: the pid of a Postgres in another container is
 * meaningless here, and that Postgres shuts down when its file is removed.
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
    // It may have ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Shuts Postgres down cleanly: connections are cut, and memory is written to disk. */
export async function endPostmaster(pid: number): Promise<void> {
  const deadline = performance.now() + orderlyEndMs
  let isSignalled = false
  while (isRunning(pid)) {
    const isLate = performance.now() > deadline
    if (!isSignalled || isLate) signal(pid, isLate ? 'SIGQUIT' : 'SIGINT')
    isSignalled = true
    await sleep(pollMs)
  }
}
