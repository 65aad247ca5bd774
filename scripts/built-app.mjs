import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { env, execPath, platform } from 'node:process'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The sources of the build, relative to the project. */
const sources = [
  'index.html',
  'scripts/finish-web.mjs',
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

/** Files that every `npm run build` writes. */
const outputs = ['dist/web/index.html', 'dist/render/flow-html.js', 'dist/proxy/server.js']

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
 * Whether `dist/` contains a build of the current sources. Without sources, as in a container
 * image, any build counts.
 * @param {string} folder the project's
 */
export function isBuilt(folder) {
  const built = Math.min(...outputs.map((output) => lastChanged(join(folder, output))))
  return built > 0 && sources.every((source) => lastChanged(join(folder, source)) <= built)
}

/** Runs `npm run build`, with the npm that started this process if there is one. */
function runBuild() {
  const npm = env['npm_execpath']
  const options = { cwd: root, encoding: /** @type {const} */ ('utf8') }
  if (npm?.endsWith('.js')) return spawnSync(execPath, [npm, 'run', 'build'], options)
  return spawnSync('npm', ['run', 'build'], { ...options, shell: platform === 'win32' })
}

/**
 * Builds the app unless `dist/` is up to date. Prints one line when it builds.
 * @throws {Error} if the build fails, after printing its output
 */
export function ensureBuilt() {
  if (isBuilt(root)) return
  // On stderr, as what the doctor prints may be read by a program.
  console.error('Building the app: there is no build, or its sources have changed…')
  const { status, stdout, stderr, error } = runBuild()
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}`)
    throw new Error('The build failed; see above.', { cause: error })
  }
}
