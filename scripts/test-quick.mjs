import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './built-app.mjs'

// `npm run test:quick`: runs the tests next to the files that changed since the last commit.
// `vitest --changed` also runs tests that import a changed file indirectly: nearly all of them,
// because pages and the proxy import most files.

const isTest = /\.test\.(?:ts|tsx|mjs)$/

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

/** @param {string} folder */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : [])

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.chdir(root)
  const status = execFileSync('git', ['status', '--porcelain', '-uall'], { encoding: 'utf8' })
  const changed = status.split('\n').flatMap((line) => line.slice(3).split(' -> ').at(-1) ?? [])
  const tests = changed.flatMap((file) => testsBeside(file, namesIn) ?? [])
  if (tests.length === 0) console.log('No tests stand beside what has changed.')
  else {
    const words = ['vitest', 'run', '--passWithNoTests', ...new Set(tests)]
    process.exitCode = spawnSync('npx', words, { stdio: 'inherit' }).status ?? 1
  }
}
