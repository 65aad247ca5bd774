import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { root } from './built-app.mjs'

// Explains an error of a page: `node scripts/explain-error.mjs < stack.txt`, where the text is a
// stack trace or a log line ("error of a page"). The maps in dist/maps must be of the build that
// the page came from.

/**
 * A place in a script: its address, line and column, both from 1. In the log, addresses are quoted
 * paths.
 */
const place = /(?:https?:\/\/[^\s/]+|(?<="))(\/[^\s:?#)"]*)[^\s:)"]*:(\d+):(\d+)/g

/**
 * A stack trace with places in the sources.
 * @param {string} stack
 * @param {string} folder of the maps
 */
export function explained(stack, folder) {
  /** @type {Map<string, SourceMap | null>} */
  const maps = new Map()
  /** @param {string} path */
  const mapOf = (path) => {
    // Other paths are pages.
    const file = join(folder, path.startsWith('/assets/') ? `${path}.map` : 'index.html.map')
    const known = maps.get(file)
    if (known !== undefined) return known
    const map = existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null
    maps.set(file, map)
    return map
  }
  return stack.replace(place, (found, path, line, column) => {
    const entry = mapOf(path)?.findEntry(Number(line) - 1, Number(column) - 1)
    if (entry === undefined || !('originalSource' in entry)) return found
    const source = entry.originalSource.replace(/^(?:\.\.\/)+/, '')
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(explained(await text(process.stdin), join(root, 'dist', 'maps')))
