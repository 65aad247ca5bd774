import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { root } from './built-app.mjs'
import { firstLoadFiles, inlineCode, pageFor } from './first-load.mjs'

// Prints how many bytes after brotli a first visit to /flows/:taskId downloads, and fails if they
// exceed the budget.
//
// A PC may load more: its network is fast, and its bridge to the client contains lodash.
const budgets = { phone: { boot: 24_000, page: 140_200 }, pc: { boot: 27_600, page: 143_900 } }

const folder = join(root, 'dist', 'web')
const pageFile = join(folder, 'index.html')

if (!statSync(pageFile, { throwIfNoEntry: false })) {
  console.error('There is no built web app in dist/web; run `npm run build` first.')
  process.exit(1)
}

const html = readFileSync(pageFile, 'utf8')

/** @param {string | Buffer} content */
const compressed = (content) => brotliCompressSync(content).length

/** @param {string} file */
const bytesOf = (file) => compressed(readFileSync(join(folder, file)))

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

const files = firstLoadFiles(html)
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(js|css)$/.test(file))
  .toSorted()

console.log('Bytes after brotli')
for (const file of files) print(file, bytesOf(file))
for (const client of /** @type {const} */ (['phone', 'pc'])) {
  const inline = compressed(inlineCode(pageFor(html, client)))
  print(
    `${client}, boot: scripts and styles in the page, until the status is visible`,
    inline,
    budgets[client].boot,
  )
  const page = inline + sum(files)
  print(
    `${client}, page: scripts and styles until the flow page is there`,
    page,
    budgets[client].page,
  )
}
print(`all: those in the page and ${all.length} files`, compressed(inlineCode(html)) + sum(all))
