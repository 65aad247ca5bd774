import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { env, execPath, platform } from 'node:process'
import { fileURLToPath } from 'node:url'

/** Folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What the built app is made of, relative to the project. */
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

/** What `npm run build` writes, in every build anew. */
const outputs = ['dist/web/index.html', 'dist/render/flow-html.js', 'dist/proxy/server.js']

/**
 * When a file, or anything in a folder, last changed. Folders count, so that deleted files show;
 * unit tests do not, as builds do not contain them.
 * @param {string} path
 * @returns {number} epoch milliseconds; 0 where there is nothing
 */
function lastChanged(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || /\.test\.\w+$/.test(path)) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  const below = readdirSync(path).map((name) => lastChanged(join(path, name)))
  return Math.max(stat.mtimeMs, ...below)
}

/**
 * Whether `dist/` holds a build of the sources as they are. Where the sources were left out, as in
 * a container image, any build is good.
 * @param {string} folder the project's
 */
export function isBuilt(folder) {
  const built = Math.min(...outputs.map((output) => lastChanged(join(folder, output))))
  return built > 0 && sources.every((source) => lastChanged(join(folder, source)) <= built)
}

/** `npm run build`, by the npm that started this process where there is one. */
function runBuild() {
  const npm = env['npm_execpath']
  const options = { cwd: root, encoding: /** @type {const} */ ('utf8') }
  if (npm?.endsWith('.js')) return spawnSync(execPath, [npm, 'run', 'build'], options)
  return spawnSync('npm', ['run', 'build'], { ...options, shell: platform === 'win32' })
}

/**
 * Builds the app unless the build there is up to date. Prints one line when it does.
 * @throws {Error} when the build fails; what it printed is shown before
 */
export function ensureBuilt() {
  if (isBuilt(root)) return
  console.log('Building the app: there is no build, or its sources have changed…')
  const { status, stdout, stderr, error } = runBuild()
  if (status !== 0) {
    console.error(`${stdout ?? ''}${stderr ?? ''}`)
    throw new Error('The build failed; see above.', { cause: error })
  }
}
