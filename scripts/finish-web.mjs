import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { root } from './built-app.mjs'
import { textAssets } from './check-build/assets.mjs'
import { compiledEarly } from './web-build/compile-early.mjs'
import { inlineBoot } from './web-build/inline-boot.mjs'

// Makes of Vite's output what is served: the boot scripts stand in the page, and every text lies
// beside its compressed forms.

const folder = join(root, 'dist', 'web')
const assets = join(folder, 'assets')

/** @param {string} file */
const read = (file) => readFileSync(file, 'utf8')

const names = readdirSync(assets).filter((name) => name.endsWith('.js'))
const scripts = new Map(names.map((name) => [name, read(join(assets, name))]))
const page = read(join(folder, 'index.html')).replace(/\s*<!--[\s\S]*?-->/g, '')
const built = inlineBoot({ page, scripts })

for (const name of names) {
  const code = built.scripts.get(name)
  if (code === undefined) rmSync(join(assets, name))
  else writeFileSync(join(assets, name), compiledEarly(name, code))
}
writeFileSync(join(folder, 'index.html'), built.page)

for (const path of textAssets(folder)) {
  const content = readFileSync(join(folder, path))
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  writeFileSync(join(folder, `${path}.br`), brotliCompressSync(content, { params }))
  writeFileSync(join(folder, `${path}.gz`), gzipSync(content, { level: 9 }))
}
