import { parse } from 'postcss'
import { newAtRule, newProperty, newSelector, newValue } from './style-rules.mjs'

/** @import { ChildNode, Container, Declaration, Document } from 'postcss' */

/**
 * Whether the nodes in question are only seen by engines that said they support something.
 * @param {ChildNode | Container | Document | undefined} node
 * @returns {boolean}
 */
function isInsideSupports(node) {
  if (node === undefined) return false
  if (node.type === 'atrule' && 'name' in node && node.name === 'supports') {
    return !/^\s*not\b/i.test(node.params)
  }
  return isInsideSupports(node.parent)
}

/**
 * Whether an engine that drops a declaration is left with one before it in the same rule, of the
 * same property or of its shorthand (`padding` before `padding-right`). Custom properties take any
 * value, so there the later one always wins.
 * @param {Declaration} declaration
 */
function hasFallback(declaration) {
  if (declaration.prop.startsWith('--')) return false
  for (let node = declaration.prev(); node !== undefined; node = node.prev()) {
    if (node.type !== 'decl' || newValue(node.value) !== undefined) continue
    if (`${declaration.prop}-`.startsWith(`${node.prop}-`)) return true
  }
  return false
}

/**
 * @param {ChildNode} node
 * @returns {string | undefined} what Chrome 69 or Safari 13 would not understand
 */
function newIn(node) {
  if (node.type === 'comment') return undefined
  if (node.type === 'decl') {
    return newProperty(node.prop) ?? (hasFallback(node) ? undefined : newValue(node.value))
  }
  if (node.parent?.type === 'rule') return 'nesting (Chrome 112, Safari 16.5)'
  return node.type === 'rule' ? newSelector(node.selectors) : newAtRule(node.name, node.params)
}

/**
 * Finds what breaks a layout in Chrome 69 or Safari 13 (iOS 13). It reads text, so it cannot tell
 * the `gap` of a flex box (Chrome 84) from that of a grid, nor which rules matter; what only
 * decorates (`accent-color`, `backdrop-filter` and the like) it lets pass.
 * @param {string} css
 * @returns {string[]} what was found, each with its place as line:column
 */
export function checkStyle(css) {
  /** @type {string[]} */
  const findings = []
  parse(css).walk((node) => {
    const what = newIn(node)
    if (what === undefined || isInsideSupports(node.parent)) return
    const { line, column } = node.source?.start ?? { line: 0, column: 0 }
    findings.push(`${line}:${column}: ${what}`)
  })
  return findings
}

/**
 * Finds the same in the styles that stand in a page.
 * @param {string} html as built, so well-formed
 * @returns {string[]} what was found, each with the number of its style
 */
export function checkInlineStyles(html) {
  const styles = [...html.matchAll(/<style\b[^>]*>(.*?)<\/style\s*>/gis)]
  return styles.flatMap(([, css = ''], index) =>
    checkStyle(css).map((finding) => `inline style ${index + 1}: ${finding}`),
  )
}
