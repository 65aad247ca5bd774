import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string | Buffer} content */
const digestOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 24)

/** Scripts that each page loads soon after it is shown. */
const loadedSoon = /^(when-idle|failure-page)-/

// As the bundler writes it, which has all files in one folder.
const staticImport = /\bimport\b[^"'`();]*["'`]\.\/([^"'`]+)["'`]/g

/**
 * Scripts that each page loads soon after it is shown, with all that they import.
 * @param {string} assets the folder of the scripts
 */
function filesLoadedSoon(assets) {
  const found = new Set(
    readdirSync(assets).filter((name) => /^[^.]+\.js$/.test(name) && loadedSoon.test(name)),
  )
  // Iterating over a set includes elements that are added during the iteration.
  for (const name of found)
    for (const [, imported = ''] of readFileSync(join(assets, name), 'utf8').matchAll(staticImport))
      found.add(imported)
  return [...found]
}

/**
 * Writes the list with which the service worker checks files before it caches them: a digest for
 * each path. The page names the list, whose own name carries its digest, and the scripts that it
 * loads soon after it is shown, so that the service worker caches them with the page.
 * @param {string} folder the built web app, whose page has `<meta name="app-files" content="…">`
 */
export function writeFileList(folder) {
  const assets = join(folder, 'assets')
  const files = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name))
  const digests = files.map((name) => [
    `/assets/${name}`,
    digestOf(readFileSync(join(assets, name))),
  ])
  const list = JSON.stringify(Object.fromEntries(digests))
  const name = `files-${digestOf(list)}.json`
  for (const before of readdirSync(assets).filter((file) => /^files-.*\.json/.test(file)))
    rmSync(join(assets, before))
  writeFileSync(join(assets, name), list)
  writeMeta(folder, 'app-files', (html) =>
    [name, ...filesLoadedSoon(assets).filter((file) => !html.includes(`"/assets/${file}"`))]
      .map((file) => `/assets/${file}`)
      .join(' '),
  )
}

/**
 * Names the build in its page, by a digest of the page, which names the list of files.
 * @param {string} folder the built web app, whose page has `<meta name="release" content="…">`
 */
export function nameRelease(folder) {
  writeMeta(folder, 'release', (html) => digestOf(html).slice(0, 12))
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {(html: string) => string} contentOf
 */
function writeMeta(folder, name, contentOf) {
  const page = join(folder, 'index.html')
  const html = readFileSync(page, 'utf8')
  const meta = new RegExp(`(?<=<meta name="${name}" content=")[^"]*`)
  if (!meta.test(html)) throw new Error(`index.html lacks <meta name="${name}">`)
  const content = contentOf(html.replace(meta, ''))
  writeFileSync(page, html.replace(meta, content))
}
