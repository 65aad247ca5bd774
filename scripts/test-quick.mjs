import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './built-app.mjs'
import { sources } from './test-setup/test-projects.mjs'

// `npm run test:quick`: runs the tests next to the files that changed since the last commit, and
// the nearest of those that import them. `vitest --changed` runs nearly all tests, because the
// whole page and the whole server import most files.

const isTest = /\.test\.(?:ts|tsx|mjs)$/

/** What imports everything. */
const whole = /^(?:web\/app\/|proxy\/app\.ts$)/

/** Of tests that import a change: more take longer than a minute. */
const most = 20

/**
 * The tests for a changed file: the file itself if it is a test, else the nearest folder with tests.
 * @param {string} file
 * @param {(folder: string) => string[]} namesIn
 * @returns {string | undefined}
 */
export function testsBeside(file, namesIn) {
  if (isTest.test(file)) return file
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder))
    if (namesIn(folder).some((name) => isTest.test(name))) return `${folder}/`
  return undefined
}

/**
 * The tests that import what has changed in the fewest steps, the last step that is taken whole
 * being the one with which they are still at most `limit`.
 * @param {string[]} changed
 * @param {Map<string, string[]>} importers by file, those that import it
 */
export function testsThatImport(changed, importers, limit = most) {
  /** @type {string[]} */
  const tests = []
  const seen = new Set(changed)
  for (let step = changed; step.length > 0;) {
    const next = new Set(
      step.filter((file) => !whole.test(file)).flatMap((file) => importers.get(file) ?? []),
    )
    step = [...next].filter((file) => !seen.has(file))
    for (const file of step) seen.add(file)
    const found = step.filter((file) => isTest.test(file))
    if (tests.length + found.length > limit) return { tests, isAll: false }
    tests.push(...found)
  }
  return { tests, isAll: true }
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {string[]} the project's files that it imports
 */
export function importsOf(file, text) {
  return Array.from(
    text.matchAll(/(?:\bfrom|\bimport)[\s(]*['"]([#.][^'"]+)['"]/g),
    ([, name = '']) =>
      name.startsWith('#') ? name.slice(1) : posix.join(posix.dirname(file), name),
  )
}

function importersOfAll() {
  /** @type {Map<string, string[]>} */
  const importers = new Map()
  for (const file of sources())
    for (const imported of importsOf(file, readFileSync(join(root, file), 'utf8')))
      importers.set(imported, [...(importers.get(imported) ?? []), file])
  return importers
}

/** @param {string} folder */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : [])

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.chdir(root)
  const status = execFileSync('git', ['status', '--porcelain', '-uall'], { encoding: 'utf8' })
  const changed = status.split('\n').flatMap((line) => line.slice(3).split(' -> ').at(-1) || [])
  const beside = changed.flatMap((file) => testsBeside(file, namesIn) ?? [])
  const { tests, isAll } = testsThatImport(changed, importersOfAll())
  if (!isAll) console.log('Many more tests import what has changed: npm test runs them.')
  if (beside.length + tests.length === 0) console.log('No test imports what has changed.')
  else {
    const filters = new Set([...beside, ...tests])
    const words = ['vitest', 'run', '--passWithNoTests', '--project=!rest', ...filters]
    process.exitCode = spawnSync('npx', words, { stdio: 'inherit' }).status ?? 1
  }
}
