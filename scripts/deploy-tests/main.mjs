import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, env, execPath, version } from 'node:process'
import { format, resolveConfig } from 'prettier'
import { root } from '../built-app.mjs'
import { resultsPage } from './results-page.mjs'
import { playwrightTests } from '../long-tests-page.mjs'

// Runs the app on what carries it, and writes the results to docs/deployment/results.md, also when
// some fail. `npm run test:deploy -- nginx dump` runs those two alone.

/** The Debian packages that each test needs. */
const needs = {
  nginx: ['nginx'],
  upgrade: [],
  release: [],
  pgbouncer: ['postgresql', 'pgbouncer'],
  dump: ['postgresql'],
  failover: ['postgresql', 'haproxy'],
  image: ['buildah', 'netavark', 'debootstrap', 'postgresql'],
}

const postgresFolder = '/usr/lib/postgresql'

/** @param {string} name */
function isInstalled(name) {
  if (name === 'postgresql') return existsSync(postgresFolder) && postgresVersion() !== undefined
  return ['/usr/bin', '/usr/sbin', '/usr/lib/podman'].some((folder) =>
    existsSync(join(folder, name)),
  )
}

function postgresVersion() {
  return readdirSync(postgresFolder)
    .filter((each) => existsSync(join(postgresFolder, each, 'bin', 'initdb')))
    .toSorted((one, other) => Number(other) - Number(one))[0]
}

/** @param {string} program @param {string[]} parameters */
function said(program, ...parameters) {
  const { stdout, stderr } = spawnSync(program, parameters, { cwd: root, encoding: 'utf8' })
  return `${stdout ?? ''}${stderr ?? ''}`.trim()
}

const wanted = argv.slice(2)
const unknown = wanted.filter((name) => !(name in needs))
if (unknown.length > 0) {
  console.error(`There is no test ${unknown.join()}. There are: ${Object.keys(needs).join(', ')}.`)
  process.exit(2)
}
const chosen = Object.entries(needs).filter(
  ([name]) => wanted.length === 0 || wanted.includes(name),
)
const missing = new Set(
  chosen.flatMap(([, packages]) => packages).filter((one) => !isInstalled(one)),
)
const left = chosen.filter(([, packages]) => packages.some((one) => missing.has(one)))
if (left.length > 0) {
  console.error(
    `Not installed here: ${[...missing].join(', ')}. Left out for that: ${left.map(([name]) => name).join(', ')}.\n` +
      `To run them, as root on Debian: apt-get install ${[...missing].join(' ')}`,
  )
  process.exitCode = 1
}
const runs = chosen.filter((one) => !left.includes(one)).map(([name]) => name)
if (runs.length > 0) await run()

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-tests-'))
  const report = join(folder, 'playwright.json')
  const page = join(root, 'docs', 'deployment', 'results.md')
  const changes = said('git', 'status', '--porcelain', '--', '.', `:!${page}`)
  const commit = said('git', 'rev-parse', '--short=12', 'HEAD')
  const { status } = spawnSync(
    execPath,
    [
      join(root, 'node_modules', '@playwright/test/cli.js'),
      'test',
      '--config=e2e/deploy/playwright.config.ts',
      '--reporter=list,json',
      `--output=${join(folder, 'output')}`,
      ...runs.map((name) => `/${name}.spec`),
    ],
    { cwd: root, stdio: 'inherit', env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  )
  if (status !== 0) process.exitCode = 1
  const tests = playwrightTests(JSON.parse(readFileSync(report, 'utf8')))
  rmSync(folder, { recursive: true })
  const before = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const text = resultsPage(before, tests, {
    date: new Date(),
    commit: changes === '' ? commit : `${commit} with changes`,
    programsOf,
    root,
  })
  const style = { ...(await resolveConfig(page)), filepath: page }
  writeFileSync(page, await format(text, style))
}

/** What a test ran with. @param {string} test */
function programsOf(test) {
  const packages = Object.entries(needs).find(([name]) => name === test)?.[1] ?? []
  const versions = packages.map((name) => {
    if (name === 'postgresql') return `PostgreSQL ${postgresVersion()}`
    return `${name} ${said('dpkg-query', '--show', '--showformat=${Version}', name)}`
  })
  return [`Node ${version}`, ...versions].join(', ')
}
