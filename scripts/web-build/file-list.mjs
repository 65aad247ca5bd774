import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param {string | Buffer} content */
const digestOf = (content) => createHash('sha256').update(content).digest('hex').slice(0, 24)

/**
 * Writes the list with which the service worker checks files before it caches them: a digest for
 * each path. The page names the list, whose own name carries its digest, before the files that it
 * names for the service worker (`files-loaded-soon.ts`).
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
  writeMeta(folder, 'app-files', (_html, named) => {
    const others = named.split(' ').filter((path) => /\.(js|css)$/.test(path))
    return [`/assets/${name}`, ...others].join(' ')
  })
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
 * @param {(html: string, before: string) => string} contentOf given the page without the content
 */
function writeMeta(folder, name, contentOf) {
  const page = join(folder, 'index.html')
  const html = readFileSync(page, 'utf8')
  const meta = new RegExp(`(?<=<meta name="${name}" content=")[^"]*`)
  const [before] = meta.exec(html) ?? []
  if (before === undefined) throw new Error(`index.html lacks <meta name="${name}">`)
  const content = contentOf(html.replace(meta, ''), before)
  writeFileSync(page, html.replace(meta, content))
}
