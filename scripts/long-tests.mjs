import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, env, execPath } from 'node:process'
import { format, resolveConfig } from 'prettier'
import { root } from './built-app.mjs'
import { longTestsPage, playwrightTests, vitestTests } from './long-tests-page.mjs'

// Runs tests at full size, those after `--browser` in the browser, and writes their results to
// docs/long-tests.md, also when some fail.

const page = join(root, 'docs', 'long-tests.md')
const folder = mkdtempSync(join(tmpdir(), 'long-tests-'))
const split = argv.includes('--browser') ? argv.indexOf('--browser') : argv.length
const files = argv.slice(2, split)
const specs = argv.slice(split + 1)

/**
 * @param {string} program
 * @param {string[]} parameters
 * @param {string} report
 */
function run(program, parameters, report) {
  const { status } = spawnSync(execPath, [join(root, 'node_modules', program), ...parameters], {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, LONG: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  })
  if (status !== 0) process.exitCode = 1
  return JSON.parse(readFileSync(report, 'utf8'))
}

/** @param {string[]} parameters */
const git = (parameters) =>
  spawnSync('git', parameters, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? ''

const changes = git(['status', '--porcelain', '--', '.', ':!docs/long-tests.md'])
const commit = `${git(['rev-parse', '--short=12', 'HEAD'])}${changes === '' ? '' : ' with changes'}`
const date = new Date()
/** @type {import('./long-tests-page.mjs').LongTest[]} */
const tests = []
if (files.length > 0) {
  const report = join(folder, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  tests.push(...vitestTests(run('vitest/vitest.mjs', ['run', ...reporters, ...files], report)))
}
if (specs.length > 0) {
  const report = join(folder, 'playwright.json')
  const parameters = ['test', '--reporter=list,json', ...specs]
  tests.push(...playwrightTests(run('@playwright/test/cli.js', parameters, report)))
}
rmSync(folder, { recursive: true })
const text = longTestsPage(tests, { date, commit, root })
writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }))
