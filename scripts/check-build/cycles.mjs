import { posix } from 'node:path'
import { parse } from 'acorn'

/**
 * Finds built scripts that import each other. The first of them to run would see the others'
 * exports as undefined; within one file, the bundler sorts the modules.
 * @param {ReadonlyMap<string, string>} scripts code by path
 * @returns {string[]} each cycle once, as paths in the order of their imports
 */
export function findCycles(scripts) {
  const imports = new Map([...scripts].map(([path, code]) => [path, importsOf(path, code)]))
  /** @type {Set<string>} */
  const done = new Set()
  /** @type {string[]} */
  const findings = []
  /** @param {string} path @param {readonly string[]} way */
  function visit(path, way) {
    if (way.includes(path)) {
      findings.push([...way.slice(way.indexOf(path)), path].join(' → '))
      return
    }
    if (done.has(path)) return
    for (const next of imports.get(path) ?? []) visit(next, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
  return findings
}

/**
 * @param {string} path
 * @param {string} code
 * @returns {string[]} the scripts that a script imports statically
 */
function importsOf(path, code) {
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
  return body.flatMap((statement) => {
    const isImport =
      statement.type === 'ImportDeclaration' ||
      statement.type === 'ExportNamedDeclaration' ||
      statement.type === 'ExportAllDeclaration'
    const from = isImport ? statement.source?.value : null
    return typeof from === 'string' ? [posix.join(posix.dirname(path), from)] : []
  })
}
