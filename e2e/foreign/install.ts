import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This folder, whose package.json lists the clients and checkers of others. */
export const folder = fileURLToPath(new URL('.', import.meta.url))

/** Holds the hash of the lock file that was installed. */
const stamp = join(folder, 'node_modules', '.installed')

/**
 * Installs the packages of this folder unless those of its lock file are there. They are no part of
 * the project's own `npm ci`, whose `engine-strict` would refuse some of them.
 * @throws Error if the registry cannot be reached
 */
export function installForeign(): void {
  const lock = readFileSync(join(folder, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  try {
    execFileSync('npm', ['ci'], {
      cwd: folder,
      stdio: 'pipe',
      shell: process.platform === 'win32',
      // `npm run` hands the project's own setting down, which wins over the .npmrc here.
      env: { ...process.env, npm_config_engine_strict: 'false' },
    })
  } catch (error) {
    throw new Error('The clients and checkers in e2e/foreign could not be installed by npm ci.', {
      cause: error,
    })
  }
  writeFileSync(stamp, wanted)
}
