import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { StoreError } from '#proxy/base/store/database.ts'
import { dataOf, unfinishedName } from './data-paths.ts'
import { mayPass, blockedParent, nameOf, type EngineUser } from './engine-user.ts'
import { fullDisk, isDiskFull } from './full-disk.ts'
import { copyPrefix, noBinaries } from './postgres-binaries.ts'
import { syncPath } from './sync-path.ts'

const execute = promisify(execFile)

/** The role that owns everything in our own engine. */
export const engineRole = 'esign'

/** Environment variables passed to the engine's programs, without our secrets. */
const passedVariables = ['PATH', 'TMPDIR', 'SystemRoot', 'LD_LIBRARY_PATH']

export function startedAs(user: EngineUser | null): {
  env: Record<string, string>
  uid?: number
  gid?: number
} {
  const passed = passedVariables.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const env = { ...Object.fromEntries(passed), LC_ALL: 'C', TZ: 'UTC' }
  return user === null ? { env } : { env, uid: user.uid, gid: user.gid }
}

/** The folder and its parents that do not exist, outermost first. */
function missingFolders(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return []
  return [...missingFolders(dirname(folder)), folder]
}

/** @throws StoreError if it cannot be created */
export function makeDataDir(dataDir: string): void {
  try {
    // One by one: below /proc, Node's `recursive` never ends.
    for (const folder of missingFolders(dataDir)) {
      mkdirSync(folder, { mode: 0o700 })
      syncPath(dirname(folder))
    }
  } catch (error) {
    if (isDiskFull(String(error)))
      throw fullDisk(`The data folder ${dataDir} cannot be created`, error)
    throw new StoreError(`The data folder ${dataDir} cannot be created: set another DATA_DIR.`, {
      cause: error,
    })
  }
}

/** A new folder for data that are deleted when the engine stops. */
export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'esign-dingtalk-temp-'))
  // Private, but the engine may run as another user.
  chmodSync(folder, 0o711)
  return folder
}

/**
 * @returns whether a parent folder is closed to that user, so that the data can be reached only
 * through `ownFolder`
 * @throws StoreError if access is impossible
 */
export function openDataDir(dataDir: string, user: EngineUser): boolean {
  if (!mayPass(statSync(dataDir), user)) chmodSync(dataDir, 0o711)
  const obstacle = blockedParent(dataDir, user)
  if (obstacle !== null && platform() !== 'linux') {
    throw new StoreError(
      `The database runs as the user ${user.name}, who cannot access ${obstacle}: set a DATA_DIR that every user can access, or do not start the app as root.`,
    )
  }
  return obstacle !== null
}

/** A program's working directory, which is entered as root before the program drops root. */
const ownFolder = '/proc/self/cwd'

/** A folder's name for a program started in it. */
export function nameFor(folder: string, isHidden: boolean): string {
  return isHidden ? ownFolder : folder
}

/**
 * For programs that cannot be in the data folder.
 * @throws StoreError if the folder belongs to somebody else
 */
export function makeSharedFolder(): string {
  const folder = join(tmpdir(), `esign-dingtalk-shared-${process.getuid?.() ?? ''}`)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const { uid, mode } = lstatSync(folder)
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
    throw new StoreError(`The folder ${folder} does not belong to this app: remove it.`)
  return folder
}

const initdbOptions = [
  `--username=${engineRole}`,
  '--auth-local=trust',
  '--auth-host=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
]

export type NewData = {
  dataDir: string
  initdb: string
  user: EngineUser | null
  isHidden: boolean
  isTemporary: boolean
}

/**
 * The folder gets its name only when it is complete, so that a kill leaves no partial data.
 * @throws StoreError if the program does not run
 */
export async function prepareData({
  dataDir,
  initdb,
  user,
  isHidden,
  isTemporary,
}: NewData): Promise<string> {
  const data = dataOf(dataDir)
  if (existsSync(data)) return data
  const unfinished = unfinishedName(data)
  const passwordFile = `${unfinished}.password`
  try {
    mkdirSync(unfinished, { mode: 0o700 })
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (user !== null)
      for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid)
    const target = nameFor(unfinished, isHidden)
    // Not `join`, which would resolve `..` before the link.
    const where = [`--pgdata=${target}`, `--pwfile=${target}/../${basename(passwordFile)}`]
    const options = isTemporary ? [...initdbOptions, '--no-sync'] : initdbOptions
    await execute(initdb, [...options, ...where], { ...startedAs(user), cwd: unfinished })
    renameSync(passwordFile, passwordFileOf(unfinished))
    if (!isTemporary) for (const path of [passwordFileOf(unfinished), unfinished]) syncPath(path)
    renameSync(unfinished, data)
    if (!isTemporary) syncPath(dataDir)
  } catch (error) {
    // Another of our processes may have been first.
    if (!existsSync(data)) throw failedProgram(error, `The database in ${data} cannot be made`)
  } finally {
    for (const path of [unfinished, passwordFile]) rmSync(path, { recursive: true, force: true })
  }
  return data
}

/**
 * What a killed start has not finished, and copies of other programs. Call this only while no other
 * process can use the folder.
 * @param programs folder of those in use
 */
export function removeUnused(dataDir: string, programs: string): void {
  try {
    for (const name of readdirSync(dataDir)) {
      const path = join(dataDir, name)
      const isUnused = /^postgres\..*\.unfinished/.test(name) || name.startsWith(copyPrefix)
      if (isUnused && path !== programs) rmSync(path, { recursive: true, force: true })
    }
  } catch {
    // The folder cannot be listed, which must not prevent the start.
  }
}

/**
 * @returns such as `postgres (PostgreSQL) 18.3`
 * @throws StoreError if it does not run
 */
export async function versionOf(postgres: string, user: EngineUser | null): Promise<string> {
  const { stdout } = await execute(postgres, ['--version'], startedAs(user)).catch(
    (error: unknown) => {
      throw failedProgram(error, 'The database does not run')
    },
  )
  return stdout
}

/** @throws StoreError if the data belong to another user than the engine's, which Postgres refuses */
export function checkOwner(dataDir: string, user: EngineUser | null): void {
  const uid = ownerOf(dataDir)
  const own = user?.uid ?? process.getuid?.()
  if (uid === null || own === undefined || own === uid) return
  const name = nameOf(own)
  throw new StoreError(
    `The database in ${dataDir} belongs to the user ${nameOf(uid)}, but would run as ${name}. Nothing was changed: start the app as the user who has started it before, or give ${name} the folder, as root: chown -R ${name} ${dataDir}`,
  )
}

function ownerOf(dataDir: string): number | null {
  try {
    return statSync(dataOf(dataDir), { throwIfNoEntry: false })?.uid ?? null
  } catch {
    // The folder is closed to us.
    return statSync(dataDir).uid
  }
}

/**
 * @param version from `versionOf`
 * @throws StoreError if the data have another major version
 */
export function checkVersion(data: string, version: string): void {
  const [ours = ''] = /\d+/.exec(version) ?? []
  const theirs = readVersion(data)
  if (theirs === ours) return
  throw new StoreError(
    `The database in ${data} was created by Postgres ${theirs}, but this app contains Postgres ${ours}. Nothing was changed: migrate the data as described in docs/deployment.md, or set another DATA_DIR to start empty.`,
  )
}

function readVersion(data: string): string {
  try {
    return readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  } catch {
    return 'an unknown version'
  }
}

/** File with the password of the engine's port, which is used if a socket is impossible. */
export function passwordFileOf(data: string): string {
  return join(data, 'port-password')
}

/** ENOENT for an existing program means that its loader is missing, as with another C library. */
function failedProgram(error: unknown, what: string): StoreError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (isMissing) return noBinaries(error)
  const said =
    error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
  if (isDiskFull(said)) return fullDisk(what, error)
  return new StoreError(`${what}: ${said}`, { cause: error })
}
