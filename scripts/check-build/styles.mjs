import DoIUse from 'doiuse'
import postcss from 'postcss'
import {
  floorBrowsers,
  lackingAtRule,
  lackingFunction,
  lackingKeyword,
  lackingProperty,
  lackingPseudo,
} from './engine-data.mjs'

/** @import { ChildNode, Container, Declaration, Document, Rule } from 'postcss' */

// The sets below contain what an engine may lack without harm: the page only looks or scrolls
// plainer.

/** Properties that only decorate. */
const decoration = new Set([
  'accent-color',
  'appearance',
  'break-after',
  'color-scheme',
  'contain',
  'cursor',
  // An engine uses the first font that it has.
  'font-family',
  'overflow-anchor',
  'overscroll-behavior',
  'page-break-after',
  'print-color-adjust',
  'resize',
  'scroll-margin',
  'scroll-margin-bottom',
  'scroll-margin-top',
  'scrollbar-width',
  'text-size-adjust',
  'text-wrap',
  'user-select',
])

/** Harmless at-rules; their content is not checked. */
const harmlessRules = new Set(['page'])

/** Pseudo classes that are harmless if every selector of their rule has them. */
const harmlessAlone = new Set(['focus-visible'])

/**
 * Harmless features, by caniuse's names, and two that doiuse reports wrongly (for `minmax()`, for
 * text, for `:not` in a list of selectors), which the functions below check instead.
 */
const harmless = [
  'css-appearance',
  'css-color-adjust',
  'css-containment',
  'css-focus-visible',
  'css-math-functions',
  'css-not-sel-list',
  'css-overflow-anchor',
  'css-paged-media',
  'css-resize',
  'css3-cursors',
  'css3-cursors-grab',
  'extended-system-fonts',
  'prefers-color-scheme',
  'prefers-reduced-motion',
  'user-select-none',
]

/**
 * Whether a node is inside `@supports`.
 * @param {ChildNode | Container | Document | undefined} node
 */
function isInsideSupports(node) {
  if (node === undefined) return false
  if (node.type === 'atrule' && 'name' in node && node.name === 'supports') {
    return !/^\s*not\b/i.test(node.params)
  }
  return isInsideSupports(node.parent)
}

/** @typedef {Map<object, string>} Linted doiuse's findings, by node */

/**
 * @param {string} css
 * @returns {{ root: import('postcss').Root, linted: Linted }}
 */
function lint(css) {
  /** @type {Linted} */
  const linted = new Map()
  const linter = new DoIUse({
    browsers: floorBrowsers,
    ignore: harmless,
    onFeatureUsage({ feature, featureData, usage }) {
      // Partial support is not reported: the data do not say which part is missing.
      if (featureData?.missing) linted.set(usage, `${feature}: unknown to ${featureData.missing}`)
    },
  })
  const { root } = postcss([linter]).process(css, { from: 'built.css' }).sync()
  return { root, linted }
}

/**
 * @param {Declaration} declaration
 * @param {Linted} linted
 * @returns {string | undefined}
 */
function newInValue(declaration, linted) {
  const { prop, value } = declaration
  // Quoted strings and URLs are data.
  const bare = value.replace(/"[^"]*"|'[^']*'/g, '""').replace(/url\([^)]*\)/gi, 'url()')
  for (const [, name = ''] of bare.matchAll(/(?<![\w-])([a-z][\w-]*)\(/gi)) {
    const since = lackingFunction(name.toLowerCase(), prop)
    if (since !== undefined) return `${name.toLowerCase()}() (${since})`
  }
  for (const [word] of bare.toLowerCase().matchAll(/(?<![\w-])[a-z][\w-]*(?![\w(-])/g)) {
    const since = decoration.has(prop) ? undefined : lackingKeyword(word, prop)
    if (since !== undefined) return `${prop}: ${word} (${since})`
  }
  return linted.get(declaration)
}

/**
 * Whether an engine that does not support a value falls back to an earlier one in the same rule,
 * for the same property or its shorthand (`padding` before `padding-right`). A value with `var()`
 * or `env()` has no such fallback: engines that support these accept it and find it invalid only at
 * computed-value time, when the property gets its initial value. The same applies to custom
 * properties, which accept any value.
 * @param {Declaration} declaration
 * @param {Linted} linted
 */
function hasFallback(declaration, linted) {
  if (declaration.prop.startsWith('--') || /\b(?:var|env)\(/i.test(declaration.value)) return false
  for (let node = declaration.prev(); node !== undefined; node = node.prev()) {
    if (node.type !== 'decl' || newInValue(node, linted) !== undefined) continue
    if (`${declaration.prop}-`.startsWith(`${node.prop}-`)) return true
  }
  return false
}

/**
 * @param {Declaration} declaration
 * @param {Linted} linted
 */
function newInDeclaration(declaration, linted) {
  const { prop } = declaration
  const since = decoration.has(prop) ? undefined : lackingProperty(prop)
  if (since !== undefined) return `${prop} (${since})`
  const what = newInValue(declaration, linted)
  return what === undefined || hasFallback(declaration, linted) ? undefined : what
}

/**
 * An engine drops a whole rule if it does not support one selector in its list.
 * @param {Rule} rule
 * @returns {string | undefined}
 */
function newInSelectors({ selectors }) {
  for (const selector of selectors) {
    for (const [, name = ''] of selector.matchAll(/(?<!\\)::?([a-z][\w-]*)/gi)) {
      const since = lackingPseudo(name.toLowerCase())
      if (since === undefined) continue
      const isAlone = selectors.every((other) => other.includes(`:${name}`))
      if (!harmlessAlone.has(name)) return `:${name} (${since})`
      if (!isAlone) return `:${name} in one list with others (${since}), which it takes down`
    }
    if (/:not\([^()]*(\([^()]*\)[^()]*)*,/i.test(selector)) return ':not() with a list (Chrome 88)'
  }
  return undefined
}

/**
 * @param {ChildNode} node
 * @param {Linted} linted
 * @returns {string | undefined} what Chrome 69 or Safari 13 do not support
 */
function newIn(node, linted) {
  if (node.type === 'comment') return undefined
  if (node.parent?.type === 'atrule' && harmlessRules.has(node.parent.name)) return undefined
  if (node.type === 'decl') return newInDeclaration(node, linted)
  if (node.parent?.type === 'rule') return 'nesting (Chrome 120, Safari 17.2)'
  if (node.type === 'rule') return newInSelectors(node) ?? linted.get(node)
  if (harmlessRules.has(node.name)) return undefined
  const since = lackingAtRule(node.name.toLowerCase())
  if (since !== undefined) return `@${node.name} (${since})`
  const isRange = node.name === 'media' && /[<>]/.test(node.params)
  return isRange ? 'media query with a range (Chrome 104, Safari 16.4)' : linted.get(node)
}

/**
 * Finds what the page needs but Chrome 69 or Safari 13 (iOS 13) do not support, from the data of
 * MDN and, through doiuse, of caniuse.
 * @param {string} css
 * @returns {string[]} findings, each with its position as line:column
 */
export function checkStyle(css) {
  const { root, linted } = lint(css)
  /** @type {string[]} */
  const findings = []
  root.walk((node) => {
    const what = newIn(node, linted)
    if (what === undefined || isInsideSupports(node.parent)) return
    const { line, column } = node.source?.start ?? { line: 0, column: 0 }
    findings.push(`${line}:${column}: ${what}`)
  })
  return findings
}

/**
 * Checks the inline styles of a page.
 * @param {string} html as built, so well-formed
 * @returns {string[]} findings, each with the number of its style
 */
export function checkInlineStyles(html) {
  const styles = [...html.matchAll(/<style\b[^>]*>(.*?)<\/style\s*>/gis)]
  return styles.flatMap(([, css = ''], index) =>
    checkStyle(css).map((finding) => `inline style ${index + 1}: ${finding}`),
  )
}
