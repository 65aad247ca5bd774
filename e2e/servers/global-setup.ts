import { ensureBuilt } from '#scripts/built-app.mjs'
import { AppPool } from './app-pool.ts'

/** The tests run the built app, so the build must be up to date. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes a default export only
export default async function globalSetup(): Promise<() => Promise<void>> {
  ensureBuilt()
  const pool = await AppPool.start()
  // Workers inherit this variable.
  process.env['APP_POOL'] = pool.url
  return () => pool.stop()
}
