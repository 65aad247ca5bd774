import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build, loadConfigFromFile } from 'vite'
import { root } from './built-app.mjs'
import { firstLoadFiles, inlineCode, pageFor } from './first-load.mjs'
import { inlineBoot } from './web-build/inline-boot.mjs'

// Prints how many bytes after brotli the support of old engines costs: builds the web app as
// shipped and for current engines. Not part of the tests, because each build takes a while. The
// numbers are in docs/decisions/004-old-engines.md.

/** The builds to compare; without a target, as shipped. */
const builds = [
  { name: 'as it ships', target: undefined },
  { name: 'Chrome 100, Safari 15.4', target: ['chrome100', 'safari15.4'] },
  { name: 'Chrome 133, Safari 18', target: ['chrome133', 'safari18'] },
]

/** @param {string | Buffer} content */
const compressed = (content) => brotliCompressSync(content).length

/**
 * Builds the web app into a temporary folder, and returns its path.
 * @param {string[] | undefined} target the engines; undefined for those of the shipped app
 */
async function built(target) {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, root)
  if (loaded === null) throw new Error('vite.config.ts was not found')
  const { config } = loaded
  const folder = mkdtempSync(join(tmpdir(), 'engine-cost-'))
  const targets = target === undefined ? {} : { target, cssTarget: target }
  const options = { ...config.build, ...targets, outDir: folder, emptyOutDir: true }
  await build({ ...config, build: options, configFile: false, root, logLevel: 'error' })
  return folder
}

/**
 * Bytes of a built app: the inlined code (`boot`), everything until the flow page is complete
 * (`page`), all scripts and styles without polyfills, and the polyfills, which only engines that
 * need them load.
 * @param {string} folder
 */
function measured(folder) {
  const assets = join(folder, 'assets')
  /** @param {string} name */
  const read = (name) => readFileSync(join(assets, name), 'utf8')
  const names = readdirSync(assets).filter((name) => /\.(?:js|css)$/.test(name))
  const page = readFileSync(join(folder, 'index.html'), 'utf8').replace(/\s*<!--[\s\S]*?-->/g, '')
  const scripts = new Map(
    names.filter((name) => name.endsWith('.js')).map((each) => [each, read(each)]),
  )
  const finished = inlineBoot({ page, scripts })
  const files = names.flatMap((name) => {
    const code = name.endsWith('.js') ? finished.scripts.get(name) : read(name)
    return code === undefined ? [] : [{ path: `assets/${name}`, bytes: compressed(code) }]
  })
  const inline = compressed(inlineCode(pageFor(finished.page, 'phone')))
  const first = firstLoadFiles(finished.page)
  /** @param {(path: string) => boolean} isWanted */
  const sum = (isWanted) =>
    files.reduce((total, { path, bytes }) => total + (isWanted(path) ? bytes : 0), 0)
  /** @param {string} path */
  const isPolyfill = (path) => path.startsWith('assets/polyfills-')
  return {
    boot: inline,
    page: inline + sum((path) => first.includes(path)),
    all: inline + sum((path) => !isPolyfill(path)),
    polyfills: sum(isPolyfill),
  }
}

const columns = /** @type {const} */ (['boot', 'page', 'all', 'polyfills'])
console.log(`Bytes after brotli${''.padEnd(7)}${columns.map((name) => name.padStart(10)).join('')}`)
for (const { name, target } of builds) {
  const folder = await built(target)
  const bytes = measured(folder)
  rmSync(folder, { recursive: true })
  const cells = columns.map((column) => bytes[column].toLocaleString('en').padStart(10))
  console.log(`${name.padEnd(25)}${cells.join('')}`)
}
