import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { root } from '../built-app.mjs'
import { textAssets } from '../check-build/assets.mjs'
import { compiledEarly } from './compile-early.mjs'
import { nameRelease, writeFileList } from './file-list.mjs'
import { inlineBoot } from './inline-boot.mjs'
import { mapOfEdited, mapOfPage } from './source-maps.mjs'

const folder = join(root, 'dist', 'web')
const assets = join(folder, 'assets')
const maps = join(root, 'dist', 'maps')

/** @param {string} file */
const read = (file) => readFileSync(file, 'utf8')

/**
 * Post-processes Vite's output: inlines the boot scripts, lists the files with their digests, and
 * moves the source maps to dist/maps, which is not served.
 */
export function finishWeb() {
  const names = readdirSync(assets).filter((name) => name.endsWith('.js'))
  const scripts = new Map(names.map((name) => [name, read(join(assets, name))]))
  const page = read(join(folder, 'index.html')).replace(/\s*<!--[\s\S]*?-->|(?<=\n)\s+/g, '')
  const built = inlineBoot({ page, scripts })

  rmSync(maps, { recursive: true, force: true })
  mkdirSync(join(maps, 'assets'), { recursive: true })

  // The chunk with Rolldown's runtime has no map.
  const noMap = JSON.stringify({ version: 3, names: [], sources: [], mappings: '' })
  const madeByVite = new Map(
    names.map((name) => {
      const file = join(assets, `${name}.map`)
      return [name, existsSync(file) ? read(file) : noMap]
    }),
  )
  /** @param {string} name */
  const mapBefore = (name) => madeByVite.get(name) ?? noMap

  for (const name of names) {
    rmSync(join(assets, name))
    rmSync(join(assets, `${name}.map`), { force: true })
  }
  for (const [name, code] of built.scripts) {
    const finished = compiledEarly(name, code)
    writeFileSync(join(assets, name), finished)
    const edits = built.edits.files.get(name)
    if (edits === undefined) throw new Error(`${name} has no map`)
    const lines = finished.split('\n').length - code.split('\n').length
    const map = mapOfEdited(edits, mapBefore(name), lines)
    writeFileSync(join(maps, 'assets', `${name}.map`), JSON.stringify(map))
  }
  const inPage = [...built.edits.inPage].map(([name, edits]) => ({
    text: edits.toString(),
    map: mapOfEdited(edits, mapBefore(name)),
  }))
  writeFileSync(join(folder, 'index.html'), built.page)
  writeFileList(folder)
  nameRelease(folder)
  writeFileSync(join(maps, 'index.html.map'), JSON.stringify(mapOfPage(built.page, inPage)))
}

/** Keeps a compressed copy beside each text file, in both encodings. */
export async function compressWeb() {
  await Promise.all(textAssets(folder).map(compress))
}

/** @param {string} path */
async function compress(path) {
  const content = readFileSync(join(folder, path))
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  writeFileSync(join(folder, `${path}.br`), await promisify(brotliCompress)(content, { params }))
  writeFileSync(join(folder, `${path}.gz`), await promisify(gzip)(content, { level: 9 }))
}
