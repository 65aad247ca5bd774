import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execPath } from 'node:process'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The sources of the build, relative to the project. */
const sources = [
  'index.html',
  'scripts/build.mjs',
  'scripts/web-build',
  'vite.config.ts',
  'vite.render.config.ts',
  'package-lock.json',
  'web',
  'public',
  'shared',
  'proxy',
  'sandbox',
]

/** Files that every build writes. */
const outputs = ['dist/web/index.html', 'dist/render/flow-html.js', 'dist/proxy/server.js']

/** Lets `scripts/build.mjs` leave out the compressed copies of the web app's files. */
export const uncompressed = '--uncompressed'

/** One of the copies, without which a build has none. */
const compressedOutput = 'dist/web/index.html.br'

/**
 * When a file, or anything in a folder, was last changed. Folders count, because deleting a file
 * changes its folder; unit tests do not, because they are not built.
 * @param {string} path
 * @returns {number} epoch milliseconds; 0 when the path does not exist
 */
function lastChanged(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || /\.test\.\w+$/.test(path)) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  const below = readdirSync(path).map((name) => lastChanged(join(path, name)))
  return Math.max(stat.mtimeMs, ...below)
}

/**
 * Whether `dist/` contains a build of the current sources. Without sources, as in a release, which
 * has the lock file alone, any build counts.
 * @param {string} folder the project's
 * @param {boolean} isCompressed whether the build must have the compressed copies
 */
export function isBuilt(folder, isCompressed) {
  const wanted = isCompressed ? [...outputs, compressedOutput] : outputs
  const built = Math.min(...wanted.map((output) => lastChanged(join(folder, output))))
  if (!existsSync(join(folder, 'vite.config.ts'))) return built > 0
  return built > 0 && sources.every((source) => lastChanged(join(folder, source)) <= built)
}

/**
 * Builds the app unless `dist/` is up to date. Prints one line when it builds.
 * @param {{ isCompressed?: boolean }} options whether files must have their compressed copies
 * @throws {Error} if the build fails, after printing its output
 */
export function ensureBuilt({ isCompressed = true } = {}) {
  if (isBuilt(root, isCompressed)) return
  // On stderr, as what the doctor prints may be read by a program.
  console.error('Building the app: there is no build, or its sources have changed…')
  const words = [join('scripts', 'build.mjs'), ...(isCompressed ? [] : [uncompressed])]
  const options = { cwd: root, encoding: /** @type {const} */ ('utf8') }
  const { status, stdout, stderr, error } = spawnSync(execPath, words, options)
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}`)
    throw new Error('The build failed; see above.', { cause: error })
  }
}
