import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '#scripts/built-app.mjs'
import { AppPool } from './app-pool.ts'
import { AppServer } from './app-server.ts'

/** The tests run the built app, so the build must be of the current sources. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes a default export only
export default async function globalSetup(): Promise<() => Promise<void>> {
  ensureBuilt()
  const data = await makeData()
  const pool = await AppPool.start()
  // Workers inherit these variables.
  process.env['MADE_DATA'] = data
  process.env['APP_POOL'] = pool.url
  return async () => {
    await pool.stop()
    await rm(data, { recursive: true })
  }
}

/** @returns the data folder of an app that has started once */
async function makeData(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'app-data-'))
  // As root, the database runs as another user.
  await chmod(folder, 0o711)
  const app = await AppServer.start({ DATA_DIR: folder })
  await app.stop()
  return folder
}
