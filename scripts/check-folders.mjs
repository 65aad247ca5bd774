import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'

/** Sources in a folder, without tests. */
const maxSources = 20

/** Folders whose files are one list by their nature. */
const lists = /^e2e\/(specs|walks|pages)$/

/** Folders whose subfolders count as folders of their own; elsewhere a subfolder is a part. */
const floors =
  /^(proxy(\/(base|upstream|features))?|web(\/(features|widgets))?|shared|sandbox|bench)$/

const test = /\.(test|spec|cases)\.\w+$|(^|\/)testing\//

/**
 * The folder that a file counts to: `proxy/features/live/testing/x.ts` is of `proxy/features/live`.
 * A file that stands directly on a floor counts as a folder of its own.
 * @param {string} file
 */
export function roomOf(file) {
  const parts = file.split('/')
  let depth = 1
  while (floors.test(parts.slice(0, depth).join('/'))) depth += 1
  return parts.slice(0, depth).join('/')
}

/**
 * Groups of folders that import each other, types included.
 * @param {ReadonlyMap<string, string>} sources texts by path
 * @returns {string[]} one line for each group, empty if there is none
 */
export function folderCycles(sources) {
  /** @type {Map<string, Map<string, string>>} */
  const imports = new Map()
  for (const [file, text] of sources) {
    const room = roomOf(file)
    for (const specifier of specifiersIn(file, text)) {
      const target = targetOf(file, specifier)
      if (target === null || !sources.has(target) || roomOf(target) === room) continue
      const those = imports.get(room) ?? new Map()
      imports.set(room, those.set(roomOf(target), `${file} imports ${target}`))
    }
  }
  return [...imports.keys()].flatMap((room) => {
    const way = wayBack(room, imports)
    // Each cycle is told once, by its first folder.
    if (way === null || way.some((step) => step < room)) return []
    return `${[room, ...way].join(' -> ')}: ${imports.get(room)?.get(way[0] ?? '')}`
  })
}

/** What a source imports and exports again. @param {string} file @param {string} text */
function specifiersIn(file, text) {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
  ]
}

/** @param {string} file @param {string} specifier */
function targetOf(file, specifier) {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier))
  return /^#\w+\//.test(specifier) ? specifier.slice(1) : null
}

/**
 * The shortest way from a folder back to itself; null if there is none.
 * @param {string} from @param {ReadonlyMap<string, ReadonlyMap<string, string>>} imports
 */
function wayBack(from, imports) {
  const ways = [...(imports.get(from)?.keys() ?? [])].map((next) => [next])
  const seen = new Set()
  for (const way of ways) {
    const last = way.at(-1) ?? ''
    if (last === from) return way
    if (seen.has(last)) continue
    seen.add(last)
    for (const next of imports.get(last)?.keys() ?? []) ways.push([...way, next])
  }
  return null
}

/**
 * Folders with too many sources.
 * @param {Iterable<string>} files
 */
export function crowdedFolders(files) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const file of files) {
    if (test.test(file) || lists.test(dirname(file))) continue
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count > maxSources)
    .map(([folder, count]) => `${folder} has ${count} sources, at most ${maxSources} are allowed`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'])
  const files = list
    .toString()
    .split('\n')
    .filter((file) => /\.(tsx?|mjs)$/.test(file))
  const sources = new Map()
  for (const file of files) {
    try {
      if (!test.test(file)) sources.set(file, readFileSync(file, 'utf8'))
    } catch {
      // Deleted but not committed yet.
    }
  }
  const faults = [...folderCycles(sources), ...crowdedFolders(sources.keys())]
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length === 0 ? 0 : 1
}
