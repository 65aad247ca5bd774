import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { root } from './built-app.mjs'
import { checkCompressed, checkText, textAssets } from './check-build/assets.mjs'
import { findCycles } from './check-build/cycles.mjs'
import { checkPackages } from './check-build/packages.mjs'
import { checkInlineScripts, checkScript } from './check-build/scripts.mjs'
import { checkInlineStyles, checkStyle } from './check-build/styles.mjs'

// Checks the built web app: old engines can parse it, the Content-Security-Policy allows it, its
// compressed files are correct, and no scripts import each other. Of the built server: it imports
// dependencies only.

const folder = join(root, 'dist', 'web')

if (!statSync(join(folder, 'index.html'), { throwIfNoEntry: false })) {
  console.error('There is no built web app in dist/web; run `npm run build` first.')
  process.exit(1)
}

/** @param {string} path */
function check(path) {
  const text = readFileSync(join(folder, path), 'utf8')
  const findings = [...checkText(text, root), ...checkCompressed(folder, path)]
  if (extname(path) === '.js') findings.push(...checkScript(text, 'module'))
  if (extname(path) === '.css') findings.push(...checkStyle(text))
  if (extname(path) === '.html')
    findings.push(...checkInlineScripts(text), ...checkInlineStyles(text))
  return findings.map((finding) => `dist/web/${path}:${finding}`)
}

const assets = textAssets(folder)
const scripts = assets.filter((path) => extname(path) === '.js')
const cycles = findCycles(
  new Map(scripts.map((path) => [path, readFileSync(join(folder, path), 'utf8')])),
)
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const installed = new Set(Object.keys(dependencies))

/** @param {string} path of a script of the server */
function checkServer(path) {
  const code = readFileSync(join(root, path), 'utf8')
  return checkPackages(code, installed).map((finding) => `${path}: ${finding}`)
}

const serverScripts = ['dist/proxy', 'dist/render'].flatMap((built) =>
  readdirSync(join(root, built), { recursive: true, encoding: 'utf8' })
    .filter((path) => extname(path) === '.js')
    .map((path) => join(built, path)),
)

const findings = [
  ...assets.flatMap(check),
  ...cycles.map((cycle) => `these import one another: ${cycle}`),
  ...serverScripts.flatMap(checkServer),
]
for (const finding of findings) console.error(finding)
if (findings.length > 0) {
  console.error(`\nThe build has ${findings.length} findings.`)
  process.exitCode = 1
} else {
  console.log(`Checked ${assets.length} built files: nothing newer than Chrome 69 and Safari 13.`)
  console.log(
    `Checked ${serverScripts.length} scripts of the server: they import dependencies only.`,
  )
}
