import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { StoreError, type Engine } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { unpackDatabase } from './unpack-database.ts'

/**
 * How often dead rows are cleared away and the tables measured for the planner, which nothing does
 * by itself in the embedded engine.
 */
const upkeepMs = 60 * 60 * 1000

/** Keeps the log, and with it the start after a kill, short. In the file that Postgres reads last. */
const ownSettings = `max_wal_size = '64MB'\n`

/**
 * Postgres inside this process, which is the only one that may use the folder.
 * @param folder where it keeps its files; null keeps them in memory
 * @param prepared a packed data directory, see `unpackDatabase`; without one, or when the file is
 *   not there, the first start takes seconds
 * @throws StoreError when another process uses the folder, or it cannot be read
 */
export async function startEmbeddedEngine(
  folder: string | null,
  prepared: string | null,
): Promise<Engine> {
  const archive = prepared !== null && existsSync(prepared) ? prepared : null
  if (folder === null) return open(await startInMemory(archive), () => Promise.resolve())
  makeFolder(folder)
  const lock = await lockFolder(folder)
  try {
    return await open(await startInFolder(folder, archive), () => lock.release())
  } catch (error) {
    await lock.release()
    throw error
  }
}

function startInMemory(archive: string | null): Promise<PGlite> {
  if (archive === null) return PGlite.create()
  return PGlite.create({ loadDataDir: new Blob([readFileSync(archive)]) })
}

/** A data directory appears under its name only when it is whole, so that a kill leaves no half. */
async function startInFolder(folder: string, archive: string | null): Promise<PGlite> {
  const target = join(folder, 'postgres')
  if (!existsSync(target)) {
    const unfinished = `${target}.unfinished`
    rmSync(unfinished, { recursive: true, force: true })
    if (archive === null) await (await PGlite.create(unfinished)).close()
    else unpackDatabase(archive, unfinished)
    writeFileSync(join(unfinished, 'postgresql.auto.conf'), ownSettings)
    renameSync(unfinished, target)
  }
  try {
    return await PGlite.create(target)
  } catch (error) {
    throw new StoreError(
      `The database in ${target} does not start. It may be damaged, or made by another version: restore a copy, or move it away to begin anew.`,
      { cause: error },
    )
  }
}

async function open(client: PGlite, release: () => Promise<void>): Promise<Engine> {
  const database = drizzle({ client })
  await migrate(database, migrations)
  const upkeep = setInterval(() => void clearAway(client), upkeepMs).unref()
  return {
    database,
    async ping() {
      await client.query('select 1')
    },
    async close() {
      clearInterval(upkeep)
      await client.close()
      await release()
    },
  }
}

async function clearAway(client: PGlite): Promise<void> {
  await client.exec('vacuum analyze').catch(() => {})
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StoreError(`The data folder ${folder} cannot be made: set another DATA_DIR.`, {
      cause: error,
    })
  }
}
