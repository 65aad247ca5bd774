import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { root } from './built-app.mjs'

// `node scripts/explain-error.mjs < stack.txt`: prints a stack trace, or a log line "error of a
// page", with positions in the sources. The maps in dist/maps must be from the same build as the
// page.

/**
 * A position in a script: URL or path, line and column, both counted from 1. Stack traces have a
 * URL, log lines a path after a quotation mark.
 */
const place = /(?:https?:\/\/[^\s/]+|(?<="))(\/[^\s:?#)"]*)[^\s:)"]*:(\d+):(\d+)/g

/**
 * A stack trace or log line with positions in the sources, if the maps contain them.
 * @param {string} stack
 * @param {string} folder of the maps
 */
export function explained(stack, folder) {
  /** @type {Map<string, SourceMap | null>} */
  const maps = new Map()
  /** @param {string} path */
  const mapOf = (path) => {
    // Any other path is a page, with inline scripts.
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
