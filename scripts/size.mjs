import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { root } from './built-app.mjs'
import { bootScripts, firstLoadFiles } from './first-load.mjs'

// Prints what a first visit to /flows/:taskId downloads, in bytes after brotli, and fails where
// that is more than it may be.

const budgets = { boot: 25_000, page: 115_000 }

const folder = join(root, 'dist', 'web')
const manifestFile = join(folder, '.vite', 'manifest.json')

if (!statSync(manifestFile, { throwIfNoEntry: false })) {
  console.error('There is no built web app in dist/web; run `npm run build` first.')
  process.exit(1)
}

/** @type {import('./first-load.mjs').Manifest} */
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
const html = readFileSync(join(folder, 'index.html'), 'utf8')

/** @param {string} file */
const bytesOf = (file) => brotliCompressSync(readFileSync(join(folder, file))).length

/** @param {string[]} files */
const sum = (files) => files.reduce((total, file) => total + bytesOf(file), 0)

/**
 * @param {string} label
 * @param {number} bytes
 * @param {number} [budget]
 */
function print(label, bytes, budget) {
  const limit = budget === undefined ? '' : ` of ${budget.toLocaleString('en')}`
  const verdict = budget !== undefined && bytes > budget ? '  TOO MUCH' : ''
  console.log(`${bytes.toLocaleString('en').padStart(9)}${limit}  ${label}${verdict}`)
  if (verdict !== '') process.exitCode = 1
}

const boot = bootScripts(manifest)
const page = firstLoadFiles(html, manifest)
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(js|css)$/.test(file))
  .toSorted()

console.log('Bytes after brotli')
for (const file of page) print(file, bytesOf(file))
print('index.html', bytesOf('index.html'))
print('boot: scripts that run before React', sum(boot), budgets.boot)
print('page: scripts and styles of a first visit', sum(page), budgets.page)
print(`all ${all.length} scripts and styles`, sum(all))
