import { parse } from 'acorn'
import { full } from 'acorn-walk'

/**
 * The helper that a declaration makes for its own file only, as TypeScript compiles it for old
 * engines: `__name = this && this.__name || function …`.
 * @param {import('acorn').AnyNode} node
 * @returns {{ name: string, start: number, end: number } | null} the helper's place
 */
function helperOf(node) {
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return null
  const { init, id } = node
  if (!id.name.startsWith('__') || init?.type !== 'LogicalExpression') return null
  const { left } = init
  if (left.type !== 'LogicalExpression' || left.left.type !== 'ThisExpression') return null
  return { name: id.name, start: init.start, end: init.end }
}

/**
 * Has a CommonJS file take the helpers that TypeScript compiled into it from another file. A package of
 * many files has as many copies of each; compression sees that they are alike, but engines compile each
 * for itself.
 * @param {string} code
 * @param {string} source of the helpers, which exports each by its name
 */
export function withSharedHelpers(code, source) {
  let result = code
  /** @type {{ name: string, start: number, end: number }[]} */
  const helpers = []
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'script' }), (found) => {
    /** @type {import('acorn').AnyNode} */
    const node = found
    const helper = helperOf(node)
    if (helper !== null) helpers.push(helper)
  })
  for (const { name, start, end } of helpers.toSorted((a, b) => b.start - a.start))
    result = `${result.slice(0, start)}require(${JSON.stringify(source)}).${name}${result.slice(end)}`
  return result
}
