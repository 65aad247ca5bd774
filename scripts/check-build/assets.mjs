import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

const textTypes = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest', '.xml'])

/**
 * The built text files that are served to browsers.
 * @param {string} folder
 * @returns {string[]} paths relative to it, with forward slashes
 */
export function textAssets(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => textTypes.has(extname(path)) && statSync(join(folder, path)).isFile())
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.startsWith('.vite/'))
    .toSorted()
}

const decompress = { '.br': brotliDecompressSync, '.gz': gunzipSync }

/**
 * Finds compressed files that are missing or differ from their original.
 * @param {string} folder
 * @param {string} path of the original, relative to the folder
 * @returns {string[]}
 */
export function checkCompressed(folder, path) {
  const original = readFileSync(join(folder, path))
  return Object.entries(decompress).flatMap(([ending, unpack]) => {
    const sibling = join(folder, `${path}${ending}`)
    if (!statSync(sibling, { throwIfNoEntry: false })) return [`has no ${ending} beside it`]
    const same = unpack(readFileSync(sibling)).equals(original)
    return same ? [] : [`${relative(folder, sibling)} holds something else`]
  })
}

/**
 * Finds what must not be in the web app: zod (21 kB, for the proxy only), and paths of the build
 * machine.
 * @param {string} text
 * @param {string} root folder of the project
 * @returns {string[]}
 */
export function checkText(text, root) {
  const findings = []
  if (/\b_zod\b|\bZodError\b/.test(text)) findings.push('contains zod')
  const slashes = text.replaceAll('\\\\', '/').replaceAll('\\', '/')
  // The project's folder alone is too short to search for: if it is `/app`, one of our URLs may
  // start with it.
  const inside = ['index.html', 'node_modules/', 'public/', 'shared/', 'web/']
  const paths = inside.map((name) => `${root.split(sep).join('/')}/${name}`)
  const named = paths.filter((path) => slashes.includes(path))
  findings.push(...named.map((path) => `names a path of this machine: ${path}`))
  return findings
}
