import { isBuiltin } from 'node:module'
import { parse } from 'acorn'
import { simple } from 'acorn-walk'

/**
 * Finds packages that a built script of the server imports without their being dependencies:
 * installed with `--omit=dev`, it would not start. Imports of computed names are not found.
 * @param {string} code
 * @param {ReadonlySet<string>} dependencies
 * @returns {string[]}
 */
export function checkPackages(code, dependencies) {
  /** @type {Set<string>} */
  const names = new Set()
  /** @param {import('acorn').Node | null | undefined} source */
  function note(source) {
    const id = source?.type === 'Literal' && 'value' in source ? source.value : null
    if (typeof id === 'string' && !/^[./#]/.test(id) && !isBuiltin(id)) names.add(packageOf(id))
  }
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), {
    ImportDeclaration: ({ source }) => note(source),
    ExportNamedDeclaration: ({ source }) => note(source),
    ExportAllDeclaration: ({ source }) => note(source),
    ImportExpression: ({ source }) => note(source),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && /^(__)?require$/.test(callee.name)) note(first)
    },
  })
  return [...names]
    .filter((name) => !dependencies.has(name))
    .map((name) => `imports ${name}, which is no dependency`)
}

/** @param {string} id `name/path` or `@scope/name/path` */
function packageOf(id) {
  return id.split('/', id.startsWith('@') ? 2 : 1).join('/')
}
