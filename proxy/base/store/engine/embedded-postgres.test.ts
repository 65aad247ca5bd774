import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockKeys } from '#proxy/base/store/advisory-locks.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { blockedParent } from './engine-user.ts'
import { findPostmaster } from './postmaster.ts'
import { makeData, type MadeData } from './testing/copied-data.ts'

vi.mock('./engine-user.ts', { spy: true })

let made: MadeData
let folder: string
let dataDir: string
const engines: EmbeddedPostgres[] = []
const children: ChildProcess[] = []
const log = { info: vi.fn(), warn: vi.fn() }

beforeAll(async () => {
  made = await makeData()
})

afterAll(() => made.remove())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'))
  dataDir = join(folder, 'data')
  // Other users need access to the folder: as root, the engine runs as another user.
  await chmod(folder, 0o711)
  await made.copyTo(dataDir)
})

afterEach(async () => {
  log.warn.mockReset()
  vi.unstubAllEnvs()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const engine of engines.splice(0)) await engine.stop()
  // Child processes of a killed Postgres may still be ending.
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

/** For tests of a first start. */
const removeData = () => rm(dataDir, { recursive: true })

async function start(where: string | null = dataDir): Promise<EmbeddedPostgres> {
  const engine = await startEmbeddedPostgres({ dataDir: where, log })
  engines.push(engine)
  return engine
}

/** An engine started by another process of ours. @returns its address and that process */
async function startElsewhere(where: string): Promise<{ url: string; child: ChildProcess }> {
  const script = fileURLToPath(new URL('testing/hold.ts', import.meta.url))
  const args = ['--import', import.meta.resolve('tsx'), script, where]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [url]: unknown[] = await once(createInterface({ input: child.stdout }), 'line')
  return { url: String(url), child }
}

async function ask(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Whether processes can be inspected. */
const hasProc = platform() === 'linux'

const isRoot = process.getuid?.() === 0

/** Larger than any pid. */
const noPid = 4_194_305

const data = () => join(dataDir, 'postgres')
const postmasterPid = () => findPostmaster(data())?.pid ?? 0

describe('a Postgres of our own', { timeout: 180_000 }, () => {
  it('starts from scratch when its first start was killed, and keeps its data, in a folder and on a socket that only its user can open', async () => {
    await removeData()
    const unfinished = join(dataDir, 'postgres.abc.unfinished')
    await mkdir(unfinished, { recursive: true })
    await writeFile(join(unfinished, 'PG_VERSION'), '18')
    const first = await start()
    expect(existsSync(unfinished)).toBe(false)
    await ask(first.url, 'create table pets as select 1 as id')
    const { mode, uid } = statSync(data())
    expect(mode & 0o777).toBe(0o700)
    expect(statSync(join(data(), '.s.PGSQL.5432')).uid).toBe(uid)
    expect(await ask(first.url, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    await first.stop()
    expect(postmasterPid()).toBe(0)
    await appendFile(join(data(), 'postgresql.conf'), 'fsync = off\n')
    const { url } = await start()
    expect(await ask(url, 'select * from pets')).toEqual([{ id: 1 }])
    expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }])
  })

  it.runIf(hasProc)('gets no signal of our process group', async () => {
    await start()
    const groupOf = (pid: number | 'self') =>
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]
    expect(groupOf(postmasterPid())).not.toBe(groupOf('self'))
  })

  it('locks its folder, says who has it, and starts when the other has ended', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}: stop it`)
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await first.stop()
    await start()
  })

  it('leaves the other locks to the stores that use it', async () => {
    const { url } = await start()
    const { folder: own, ...others } = lockKeys
    for (const key of Object.values(others))
      expect(await ask(url, `select pg_try_advisory_lock(${key}) as taken`)).toEqual([
        { taken: true },
      ])
    expect(await ask(url, `select pg_try_advisory_lock(${own}) as taken`)).toEqual([
      { taken: false },
    ])
  })

  it('of two that start at once on an empty folder, one gets it', async () => {
    await removeData()
    const results = await Promise.allSettled([start(), start()])
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused).toMatchObject([{ reason: { message: expect.stringContaining('in use by') } }])
    expect((await readdir(dataDir)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  it('ends when its process is killed, and can start again at once', async () => {
    const { url, child } = await startElsewhere(dataDir)
    await ask(url, 'create table pets as select 1 as id')
    child.kill('SIGKILL')
    expect(await ask((await start()).url, 'select * from pets')).toEqual([{ id: 1 }])
  })

  it.runIf(hasProc)(
    'takes over a running engine that was left behind with its watcher',
    async () => {
      const { url, child } = await startElsewhere(dataDir)
      await ask(url, 'create table pets as select 1 as id')
      const leftBehind = postmasterPid()
      // Without its watcher, the engine survives our process.
      const watchers = await childrenOf(child.pid ?? 0, 'sh')
      expect(watchers).toHaveLength(1)
      for (const watcher of watchers) process.kill(watcher, 'SIGKILL')
      child.kill('SIGKILL')
      const engine = await start()
      expect(postmasterPid()).not.toBe(leftBehind)
      expect(await ask(engine.url, 'select * from pets')).toEqual([{ id: 1 }])
    },
  )

  it('is restarted when it is killed itself', async () => {
    const { url } = await start()
    await ask(url, 'create table pets as select 1 as id')
    const killed = postmasterPid()
    process.kill(killed, 'SIGKILL')
    await vi.waitFor(
      async () => expect(await ask(url, 'select * from pets')).toEqual([{ id: 1 }]),
      20_000,
    )
    expect(postmasterPid()).not.toBe(killed)
  })

  it('pauses between restarts that fail', async () => {
    const { url } = await start()
    const failures: number[] = []
    log.warn.mockImplementation((_fields, message) => {
      if (message === 'Postgres does not start') failures.push(performance.now())
    })
    // Blocks the place of the previous output.
    const obstacle = join(dataDir, 'postgres.log.old')
    await mkdir(join(obstacle, 'full'), { recursive: true })
    process.kill(postmasterPid(), 'SIGKILL')
    await vi.waitFor(() => expect(failures.length).toBeGreaterThan(1), 20_000)
    const [first = 0, second = 0] = failures
    expect(second - first).toBeGreaterThan(900)
    await rm(obstacle, { recursive: true })
    await vi.waitFor(async () => expect(await ask(url, 'select 1')).toHaveLength(1), 20_000)
  })

  it('can be stopped during a restart, and never ends its successor', async () => {
    const first = await start()
    log.warn.mockClear()
    process.kill(postmasterPid(), 'SIGKILL')
    await vi.waitFor(() => expect(log.warn).toHaveBeenCalled(), { interval: 5 })
    await first.stop()
    expect(postmasterPid()).toBe(0)
    const second = await start()
    const running = postmasterPid()
    await first.stop()
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(postmasterPid()).toBe(running)
  })

  it('ignores an old pid file whose number now belongs to another program', async () => {
    await (await start()).stop()
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      await writeFile(join(data(), name), `${process.pid}\n${data()}\n`)
    expect(await ask((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('leaves an engine of another container alone', async () => {
    const first = await start()
    const file = join(data(), 'postmaster.pid')
    const original = await readFile(file, 'utf8')
    const elsewhere = original.replace(/^\d+/, String(noPid))
    await writeFile(file, elsewhere)
    await utimes(file, 1, 1)
    await expect(start()).rejects.toThrow('in use by')
    expect(await readFile(file, 'utf8')).toBe(elsewhere)
    await writeFile(file, original)
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('starts no second engine beside one of another container that recovers', async () => {
    await (await start()).stop()
    const file = join(data(), 'postmaster.pid')
    await writeFile(file, `${noPid}\n${data()}\n`)
    await utimes(file, 1, 1)
    // Refuses each connection with 57P03, as Postgres does during recovery.
    const refusal = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0')
    const head = Buffer.from([0x45, 0, 0, 0, refusal.length + 4])
    let asked = 0
    const recovering = createServer((socket) => {
      asked += 1
      socket.on('error', () => {})
      socket.once('data', () => socket.end(Buffer.concat([head, refusal])))
    })
    recovering.listen(join(data(), '.s.PGSQL.5432'))
    await once(recovering, 'listening')
    const second = start()
    await vi.waitFor(() => expect(asked).toBeGreaterThan(3), { interval: 5 })
    expect(await readFile(file, 'utf8')).toMatch(`${noPid}\n`)
    recovering.close()
    expect(await ask((await second).url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it("starts on a copy with the pid file of its original's engine", async () => {
    await (await start()).stop()
    const copied = join(folder, 'copied')
    await mkdir(copied)
    execFileSync('cp', ['-a', data(), copied])
    await start()
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      execFileSync('cp', ['-a', join(data(), name), join(copied, 'postgres')])
    const copy = await start(copied)
    expect(await ask(copy.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(postmasterPid()).not.toBe(findPostmaster(join(copied, 'postgres'))?.pid)
  })

  it('uses a port and a password when the path is too long for a socket', async () => {
    dataDir = join(folder, 'd'.repeat(100))
    await made.copyTo(dataDir)
    const { url } = await start()
    expect(new URL(url).hostname).toBe('127.0.0.1')
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    const guessed = new URL(url)
    guessed.password = 'guessed'
    await expect(ask(guessed.href, 'select 1')).rejects.toThrow('password authentication failed')
  })

  it('uses a socket in a folder with a name that lists separate or quote', async () => {
    dataDir = join(folder, 'a, "b"')
    await made.copyTo(dataDir)
    const { url } = await start()
    expect(new URL(url).searchParams.get('host')).toBe(data())
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('removes copies of other programs', async () => {
    const old = join(dataDir, 'programs-17.0.0-beta.1')
    await mkdir(join(old, 'bin'), { recursive: true })
    await start()
    expect(existsSync(old)).toBe(false)
  })

  it('removes its folder when that is a temporary one', async () => {
    const engine = await start(null)
    const temporary = dirname(new URL(engine.url).searchParams.get('host') ?? '')
    expect(existsSync(temporary)).toBe(true)
    await engine.stop()
    expect(existsSync(temporary)).toBe(false)
  })

  it('removes a temporary folder even when its process is killed', async () => {
    const { url, child } = await startElsewhere('')
    const temporary = dirname(new URL(url).searchParams.get('host') ?? '')
    expect(existsSync(temporary)).toBe(true)
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(existsSync(temporary)).toBe(false), 20_000)
  })

  it.runIf(hasProc && isRoot)('of root copies programs that its user cannot reach', async () => {
    // The user can reach the data folder, but not the programs.
    vi.mocked(blockedParent).mockReturnValueOnce(null).mockReturnValueOnce('/root')
    await start()
    const program = await readlink(`/proc/${postmasterPid()}/exe`)
    expect(program).toMatch(`${dataDir}/programs-`)
  })

  it.runIf(hasProc && isRoot)('of root runs as the owner of existing data', async () => {
    execFileSync('chown', ['-R', '54321:54321', data()])
    const { url } = await start()
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(`/proc/${postmasterPid()}`).uid).toBe(54_321)
  })

  it.runIf(isRoot)('of another user says whose the data of root are', async () => {
    const asOther = vi.spyOn(process, 'getuid').mockReturnValue(54_321)
    const { uid } = statSync(data())
    await expect(start()).rejects.toThrow(/belongs to the user \w+, but would run as 54321/)
    asOther.mockRestore()
    expect(statSync(data()).uid).toBe(uid)
  })

  it.runIf(hasProc && isRoot)(
    'of root finds its data behind a link into a folder for root alone',
    async () => {
      const closed = join(folder, 'closed')
      await mkdir(closed, { mode: 0o700 })
      await rename(dataDir, join(closed, 'data'))
      await symlink(join(closed, 'data'), dataDir)
      expect(await ask((await start()).url, 'select 1 as one')).toEqual([{ one: 1 }])
    },
  )

  it.runIf(hasProc && isRoot)(
    'of root is another user, below a folder for root alone',
    async () => {
      await removeData()
      await chmod(folder, 0o700)
      const first = await start()
      expect(statSync(data()).uid).not.toBe(0)
      await ask(first.url, 'create table pets as select 1 as id')
      await first.stop()
      expect(await ask((await start()).url, 'select * from pets')).toEqual([{ id: 1 }])
    },
  )

  it('says what to do with data of another major version, and keeps them', async () => {
    await (await start()).stop()
    await writeFile(join(data(), 'PG_VERSION'), '15\n')
    await expect(start()).rejects.toThrow(
      'was created by Postgres 15, but this app contains Postgres 18',
    )
    expect(existsSync(join(data(), 'base'))).toBe(true)
  })

  it('passes on what Postgres says about damaged data', async () => {
    await (await start()).stop()
    await rm(join(data(), 'global', 'pg_control'))
    await expect(start()).rejects.toThrow(/may be damaged[^]*pg_control/)
  })

  it('says what to do when its folder cannot be created', async () => {
    await removeData()
    await writeFile(dataDir, 'a file')
    await expect(start()).rejects.toThrow(`${dataDir} cannot be created: set another DATA_DIR`)
  })
})

/** The child processes of a process that run this program. */
async function childrenOf(pid: number, name: string): Promise<number[]> {
  const all = (await readdir('/proc')).map(Number).filter((each) => each > 0)
  return all.filter((each) => {
    try {
      const [, program, rest] = /^\d+ \((.*)\) \S (.*)$/.exec(
        readFileSync(`/proc/${each}/stat`, 'utf8').trim(),
      ) ?? ['', '', '']
      return program === name && (rest ?? '').startsWith(`${pid} `)
    } catch {
      return false
    }
  })
}
