import { existsSync, mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { argv, pid } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { root } from './built-app.mjs'

/** An empty database, ready to be unpacked; the server looks for it here. */
export const preparedDatabase = join(root, 'dist', 'database.tar.gz')

/** Made once for each PGlite that is installed: it takes seconds and a lot of memory. */
function isFresh() {
  const engine = fileURLToPath(import.meta.resolve('@electric-sql/pglite'))
  return (
    existsSync(preparedDatabase) && statSync(preparedDatabase).ctimeMs > statSync(engine).ctimeMs
  )
}

/**
 * Packs an empty data directory of the embedded database, so that a first start need not make one.
 * @returns {Promise<string>} where it is
 */
export async function prepareDatabase() {
  const now = new Date()
  if (isFresh()) {
    // For whoever asks whether the build is newer than its sources.
    utimesSync(preparedDatabase, now, now)
    return preparedDatabase
  }
  const database = await PGlite.create()
  await database.exec('checkpoint')
  const packed = Buffer.from(await (await database.dumpDataDir('gzip')).arrayBuffer())
  await database.close()
  mkdirSync(dirname(preparedDatabase), { recursive: true })
  // Others may do the same at this moment, or read it.
  const unfinished = `${preparedDatabase}.${pid}`
  writeFileSync(unfinished, packed)
  renameSync(unfinished, preparedDatabase)
  return preparedDatabase
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) await prepareDatabase()
