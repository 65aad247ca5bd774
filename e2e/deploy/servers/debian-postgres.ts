import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { appendFile, chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort } from '#proxy/base/free-port.ts'

const startLimitMs = 60_000

const versions = '/usr/lib/postgresql'

/** Where Debian keeps the programs of its newest Postgres. */
export function postgresPrograms(): string {
  const newest = readdirSync(versions)
    .filter((version) => existsSync(join(versions, version, 'bin', 'initdb')))
    .toSorted((one, other) => Number(other) - Number(one))[0]
  if (newest === undefined) throw new Error('Debian’s package postgresql is not installed.')
  return join(versions, newest, 'bin')
}

/** Postgres does not run as root: Debian's package brings a user for it. */
export function engineUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const line = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] = line.find((user) => user.startsWith('postgres:'))?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

/** A folder that the user of Postgres owns. */
export async function folderOfEngine(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), name))
  const { uid, gid } = engineUser()
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid)
  await chmod(folder, 0o711)
  return folder
}

/** A server of Debian's Postgres, with a data folder of its own. */
export class DebianPostgres {
  readonly port: number
  /** Its socket is in this folder, and its data in `data`. */
  readonly folder: string
  #process: ChildProcess | null = null
  #said = ''

  private constructor(folder: string, port: number) {
    this.folder = folder
    this.port = port
  }

  /** A server without data yet. */
  static async create(): Promise<DebianPostgres> {
    return new DebianPostgres(await folderOfEngine('debian-postgres-'), await freePort())
  }

  get data(): string {
    return join(this.folder, 'data')
  }

  get url(): string {
    return `postgres://esign@127.0.0.1:${this.port}/postgres`
  }

  /** Makes an empty database with the user `esign`. */
  async initialise(): Promise<void> {
    const words = ['--pgdata', this.data, '--username=esign', '--auth=trust', '--encoding=UTF8']
    await this.runProgram('initdb', [...words, '--no-locale'])
  }

  /** Adds lines to its settings, from its next start on. */
  async set(lines: string): Promise<void> {
    await appendFile(join(this.data, 'postgresql.conf'), `\n${lines}\n`)
  }

  async start(): Promise<void> {
    const words = ['-D', this.data, '-h', '127.0.0.1', '-p', `${this.port}`, '-k', this.folder]
    const child = spawn(join(postgresPrograms(), 'postgres'), words, {
      ...engineUser(),
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#process = child
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text))
    const lastly = performance.now() + startLimitMs
    while (!(await this.ask('select 1').then(Boolean, () => false))) {
      if (child.exitCode !== null || performance.now() > lastly)
        throw new Error(`Postgres did not start: ${this.#said}`)
      await pause(50)
    }
  }

  /** @returns the rows of the last statement */
  async ask<Row extends object>(...statements: string[]): Promise<Row[]> {
    const client = new Client({ connectionString: this.url })
    client.on('error', () => {})
    try {
      await client.connect()
      let rows: Row[] = []
      for (const statement of statements) rows = (await client.query<Row>(statement)).rows
      return rows
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** Runs one of Debian's programs as the user of the server. */
  async runProgram(program: string, words: string[]): Promise<void> {
    const path = join(postgresPrograms(), program)
    await promisify(execFile)(path, words, { ...engineUser(), cwd: this.folder })
  }

  /** Ends all its processes at once, like the loss of its machine. */
  async kill(): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined) return
    const exited = once(child, 'exit')
    // The children first stop, so that none acknowledges anything after the others have ended.
    const children = childrenOf(child.pid)
    for (const pid of [child.pid, ...children]) signal(pid, 'SIGSTOP')
    for (const pid of [child.pid, ...children]) signal(pid, 'SIGKILL')
    await exited
    this.#process = null
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGINT')
    await exited
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true })
  }

  /** Makes the folder of its data anew, empty. */
  async emptyData(): Promise<void> {
    await rm(this.data, { recursive: true, force: true })
    await mkdir(this.data, { mode: 0o700 })
    const { uid, gid } = engineUser()
    if (uid !== undefined && gid !== undefined) await chown(this.data, uid, gid)
  }
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended.
  }
}
