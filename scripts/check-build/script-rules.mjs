/** @import * as acorn from 'acorn' */

/**
 * Finds regular expression syntax that Chrome 69 or Safari 13 do not support.
 * @param {string} pattern
 * @param {string} flags
 * @returns {Generator<string>}
 */
function* newInRegExp(pattern, flags) {
  // Escaped characters and character classes are removed, because the patterns below have no
  // meaning in them.
  const bare = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '')
  if (/\(\?<[=!]/.test(bare)) yield 'RegExp lookbehind (Safari 16.4)'
  if (/\(\?[ims-]+:/.test(bare)) yield 'RegExp modifiers (Chrome 125, Safari 26)'
  if (flags.includes('d')) yield 'RegExp flag d (Chrome 90, Safari 15)'
  if (flags.includes('v')) yield 'RegExp flag v (Chrome 112, Safari 17)'
}

/**
 * Finds the same in `RegExp('…', '…')`, if its arguments are string literals.
 * @param {acorn.CallExpression | acorn.NewExpression} call
 * @returns {Generator<string>}
 */
function* newInRegExpCall({ callee, arguments: [pattern, flags] }) {
  if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return
  yield* newInRegExp(plainText(pattern), plainText(flags))
}

/** @param {acorn.Expression | acorn.SpreadElement | undefined} node */
function plainText(node) {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : ''
}

/**
 * @param {acorn.Literal} literal
 * @returns {Generator<string>}
 */
function* newInLiteral({ value, raw, regex }) {
  if (regex) yield* newInRegExp(regex.pattern, regex.flags)
  if (typeof value === 'string') yield* newInSelector(value)
  if (typeof value === 'bigint') yield 'BigInt literal (Safari 14)'
  const isNumber = typeof value === 'number' || typeof value === 'bigint'
  if (isNumber && raw?.includes('_')) yield 'numeric separator (Chrome 75)'
}

/**
 * Finds strings that make `querySelector` throw in Chrome 69 or Safari 13.
 * @param {string} text
 * @returns {Generator<string>}
 */
function* newInSelector(text) {
  if (/:(is|where)\(/.test(text)) yield 'selector with :is() or :where() (Chrome 88, Safari 14)'
  if (text.includes(':has(')) yield 'selector with :has() (Chrome 105, Safari 15.4)'
}

/**
 * Finds syntax in one node that Chrome 69 or Safari 13 do not support, with the versions that do.
 * @param {acorn.AnyNode} node
 * @param {acorn.AnyNode[]} ancestors
 * @returns {Generator<string>}
 */
export function* newSyntax(node, ancestors) {
  if (node.type === 'ChainExpression') yield 'optional chaining (Chrome 80, Safari 13.1)'
  if (node.type === 'LogicalExpression' && node.operator === '??') {
    yield '?? (Chrome 80, Safari 13.1)'
  }
  if (node.type === 'AssignmentExpression' && ['??=', '||=', '&&='].includes(node.operator)) {
    yield `${node.operator} (Chrome 85, Safari 14)`
  }
  if (node.type === 'PropertyDefinition') {
    yield node.static
      ? 'static class field (Chrome 72, Safari 14.1)'
      : 'class field (Chrome 72, Safari 14)'
  }
  if (node.type === 'MethodDefinition' && node.key.type === 'PrivateIdentifier') {
    yield 'private class method (Chrome 84, Safari 15)'
  }
  if (node.type === 'StaticBlock') yield 'static class block (Chrome 94, Safari 16.4)'
  const waits = node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)
  if (waits && !ancestors.some(isFunction)) yield 'top-level await (Chrome 89, Safari 15)'
  if (node.type === 'Literal') yield* newInLiteral(node)
  if (node.type === 'TemplateElement') yield* newInSelector(node.value.raw)
  if (node.type === 'CallExpression' || node.type === 'NewExpression') yield* newInRegExpCall(node)
  if (node.type === 'VariableDeclaration' && node.kind.endsWith('using')) {
    yield `${node.kind} declaration (Chrome 134)`
  }
  if (node.type === 'ExportAllDeclaration' && node.exported) {
    yield 'export * as (Chrome 72, Safari 14.1)'
  }
  const hasImportAttributes =
    ('attributes' in node && node.attributes.length > 0) ||
    (node.type === 'ImportExpression' && Boolean(node.options))
  if (hasImportAttributes) yield 'import attributes (Chrome 123, Safari 17.2)'
}

/** @param {acorn.AnyNode} node */
function isFunction(node) {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  )
}

/**
 * Finds code made from text, which our Content-Security-Policy (without `unsafe-eval`) blocks. It
 * matches names, so our own functions must not be called `eval` or `Function`.
 * @param {acorn.AnyNode} node
 * @returns {Generator<string>}
 */
export function* codeFromText(node) {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
  const { callee } = node
  // Minified code writes an indirect call as `(0, eval)(…)`.
  const named = callee.type === 'SequenceExpression' ? callee.expressions.at(-1) : callee
  if (named?.type !== 'Identifier') return
  if (named.name === 'eval' || named.name === 'Function') {
    yield `${named.name}(…) makes code from text, which the CSP forbids`
  }
}
