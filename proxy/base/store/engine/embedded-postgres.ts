import type { ChildProcess } from 'node:child_process'
import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { StoreError } from '#proxy/base/store/database.ts'
import {
  checkOwner,
  checkVersion,
  engineRole,
  makeDataDir,
  makeSharedFolder,
  makeTemporaryFolder,
  openDataDir,
  passwordFileOf,
  prepareData,
  removeUnused,
  versionOf,
} from './data-folder.ts'
import { dataOf } from './data-paths.ts'
import { engineUserOf } from './engine-user.ts'
import { fullDisk, isDiskFull } from './full-disk.ts'
import { lockFolder, ownName } from './folder-lock.ts'
import { findBinaries } from './postgres-binaries.ts'
import {
  endPostmaster,
  findPostmaster,
  hasNewPidFile,
  launchPostmaster,
  removeForeignPids,
  socketOf,
  type LaunchDeps,
} from './postmaster.ts'
import { freePort } from '#proxy/base/free-port.ts'

export type EmbeddedPostgres = {
  url: string
  /** Shuts it down after all data are written. */
  stop(): Promise<void>
}

export type EmbeddedPostgresSettings = {
  /** Folder of the data; null for a temporary folder that is deleted when it stops. */
  dataDir: string | null
  /** How many of our processes will use it; defaults to one. */
  processes?: number
  log: {
    info: (fields: object, message: string) => void
    warn: (fields: object, message: string) => void
  }
}

const maxSocketPathBytes = platform() === 'darwin' ? 103 : 107

/** Maximum per process of ours, see `createPostgresEngine` and `createPostgresEvents`. */
const connectionsOfOne = 12

/** For tests, copies and people who inspect the data. */
const otherConnections = 88

/**
 * On a unix socket in the folder, or on a loopback port with a password. It is restarted if it ends
 * by itself; one left behind by a killed process is ended first.
 * @throws StoreError that says what to do, also if another process uses the folder
 */
export async function startEmbeddedPostgres({
  dataDir,
  processes = 1,
  log,
}: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  const isTemporary = dataDir === null
  const given = isTemporary ? makeTemporaryFolder() : resolve(dataDir)
  try {
    makeDataDir(given)
    const user = engineUserOf(given, process.getuid?.() ?? null)
    // Another user needs access to each parent, also behind a symbolic link.
    const folder = user === null ? given : realpathSync(given)
    checkOwner(folder, user)
    const isHidden = user !== null && openDataDir(folder, user)
    const copies = isHidden ? makeSharedFolder() : folder
    const { initdb, postgres } = await findBinaries(user, copies)
    const data = await prepareData({ dataDir: folder, initdb, user, isHidden, isTemporary })
    checkVersion(data, await versionOf(postgres, user))
    const address = hasSocket(data)
      ? { socketFolder: data }
      : { port: findPostmaster(data)?.port ?? (await freePort()) }
    const engine = new Engine(
      {
        postgres,
        data,
        isHidden,
        user,
        address,
        output: join(folder, 'postgres.log'),
        temporaryFolder: isTemporary ? folder : null,
        connections: otherConnections + processes * connectionsOfOne,
      },
      log,
    )
    await engine.start()
    removeUnused(folder, dirname(dirname(postgres)))
    log.info({ data, user: user?.name ?? 'the same as the app' }, 'Postgres is running')
    return engine
  } catch (error) {
    if (isTemporary) rmSync(given, { recursive: true, force: true, maxRetries: 5 })
    throw error
  }
}

/** The address of the Postgres that runs on a data folder; null if none does. */
export function runningPostgres(dataDir: string): string | null {
  const data = dataOf(resolve(dataDir))
  const postmaster = findPostmaster(data)
  if (postmaster === null) return null
  return urlOf({
    data,
    address: hasSocket(data) ? { socketFolder: data } : { port: postmaster.port },
  })
}

function hasSocket(data: string): boolean {
  return platform() !== 'win32' && Buffer.byteLength(socketOf(data)) <= maxSocketPathBytes
}

/** Restarts are given up after failing for this long. */
const failingLimitMs = 4000

/** How long a running engine may take to accept connections, as after a power cut. */
const recoveryLimitMs = 120_000

const connectTimeoutMs = 5000

/** How long the connection of a process just killed may still hold the lock. */
const lockLimitMs = 3000

/**
 * How long a process that started an engine may take to lock its folder; with less, two that start
 * at once would end each other's engine.
 */
const ownerlessLimitMs = 4000

const firstPauseMs = 20
const maxPauseMs = 1000

class Engine implements EmbeddedPostgres {
  readonly url: string
  readonly #deps: LaunchDeps
  readonly #log: EmbeddedPostgresSettings['log']
  #child: ChildProcess | null = null
  /** Its session holds the lock of the folder. */
  #owner: Client | null = null
  #restarting: Promise<void> | null = null
  #isStopping = false

  constructor(deps: LaunchDeps, log: EmbeddedPostgresSettings['log']) {
    this.#deps = deps
    this.#log = log
    this.url = urlOf(deps)
  }

  async start(): Promise<void> {
    const begun = performance.now()
    /** Since when another process has held the lock, and since when nobody has. */
    let lockedSince: number | null = null
    let ownerlessSince: number | null = null
    let pauseMs = firstPauseMs
    while (!this.#isStopping) {
      const now = performance.now()
      const connection = await this.#connect()
      const postmaster = findPostmaster(this.#deps.data)
      if (typeof connection === 'object') {
        const { client, holder } = connection
        const isOurs = postmaster !== null && postmaster.pid === this.#child?.pid
        if (holder === null && isOurs) {
          this.#own(client)
          return
        }
        await client.end()
        if (holder === null) {
          ownerlessSince ??= now
          if (now - ownerlessSince > ownerlessLimitMs) {
            if (postmaster === null) throw this.#inUse('another container')
            await endPostmaster(postmaster.pid)
          }
        } else {
          lockedSince ??= now
          if (now - lockedSince > lockLimitMs) throw this.#inUse(holder)
        }
      } else if (connection === 'nobody' && postmaster === null && !this.#isRunning()) {
        if (this.#child !== null && now - begun > failingLimitMs) throw this.#failed()
        if (!hasNewPidFile(this.#deps.data)) {
          removeForeignPids(this.#deps.data)
          this.#child = launchPostmaster(this.#deps)
        }
      } else if (now - begun > recoveryLimitMs) {
        throw this.#failed()
      }
      await sleep(pauseMs)
      pauseMs = Math.min(pauseMs * 1.2, maxPauseMs)
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#restarting
    // Ends only this engine, not one that another process has started meanwhile.
    if (this.#child?.pid !== undefined && this.#isRunning()) await endPostmaster(this.#child.pid)
    await this.#owner?.end().catch(() => {})
    const { temporaryFolder } = this.#deps
    if (temporaryFolder !== null)
      rmSync(temporaryFolder, { recursive: true, force: true, maxRetries: 5 })
  }

  /**
   * @returns `holder`: the process with the lock, null if it is this one; `busy` if an engine
   * accepts no connections now, `nobody` if none listens, not even in another container
   */
  async #connect(): Promise<{ client: Client; holder: string | null } | 'busy' | 'nobody'> {
    const client = new Client({
      connectionString: this.url,
      application_name: ownName,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return { client, holder: await lockFolder(client) }
    } catch (error) {
      await client.end().catch(() => {})
      return isNotListening(error) ? 'nobody' : 'busy'
    }
  }

  /** Restarts the engine when it ends, which the end of the connection shows. */
  #own(client: Client): void {
    this.#owner = client
    client.once('end', () => {
      if (this.#isStopping) return
      this.#owner = null
      this.#log.warn({ output: this.#deps.output }, 'Postgres has stopped and is restarted')
      this.#restarting = this.#restart()
    })
  }

  async #restart(): Promise<void> {
    while (!this.#isStopping) {
      try {
        await this.start()
        return
      } catch (err) {
        this.#log.warn({ err }, 'Postgres does not start')
        await sleep(maxPauseMs)
      }
    }
  }

  #isRunning(): boolean {
    const child = this.#child
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null
  }

  #inUse(holder: string): StoreError {
    return new StoreError(
      `The database in ${this.#deps.data} is in use by ${holder}: stop it, or set another DATA_DIR. To run the app on several machines, set DATABASE_URL.`,
    )
  }

  #failed(): StoreError {
    const { data, output } = this.#deps
    const said = lastLines(output)
    if (isDiskFull(said)) return fullDisk(`The database in ${data} does not start`)
    return new StoreError(
      `The database in ${data} does not start. It may be damaged: keep it, and restore a backup into another DATA_DIR. Postgres says (${output}):\n${said}`,
    )
  }
}

/** An engine that recovers, starts or stops listens, and refuses. */
function isNotListening(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'EACCES'
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n')
  } catch {
    return ''
  }
}

function urlOf({ address, data }: Pick<LaunchDeps, 'address' | 'data'>): string {
  if ('socketFolder' in address)
    return `postgres://${engineRole}@localhost/postgres?host=${encodeURIComponent(address.socketFolder)}`
  const password = readFileSync(passwordFileOf(data), 'utf8')
  return `postgres://${engineRole}:${password}@127.0.0.1:${address.port}/postgres`
}
