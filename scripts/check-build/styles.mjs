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

// What an engine may lack without harm: the page only looks or scrolls plainer.

/** Properties that only decorate. */
const decoration = new Set([
  'accent-color',
  'appearance',
  'break-after',
  'color-scheme',
  'contain',
  'cursor',
  // An engine takes the first name that it knows.
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
  'user-select',
])

/** At-rules of the same kind, whose own descriptors are not looked at. */
const harmlessRules = new Set(['page'])

/** Pseudo classes that are well alone in their rules. */
const harmlessAlone = new Set(['focus-visible'])

/**
 * Features of caniuse of the same kind; and two that doiuse finds where there are none (`minmax()`,
 * texts, `:not` in a list), and that are looked for below.
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
 * Whether a node is inside of `@supports`.
 * @param {ChildNode | Container | Document | undefined} node
 */
function isInsideSupports(node) {
  if (node === undefined) return false
  if (node.type === 'atrule' && 'name' in node && node.name === 'supports') {
    return !/^\s*not\b/i.test(node.params)
  }
  return isInsideSupports(node.parent)
}

/** @typedef {Map<object, string>} Linted what the linter found, by the node in which it did */

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
      // For partial support the data do not say which part.
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
  // What stands in quotes or an address is data.
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
 * Whether an engine that does not know a value is left with one before it in the same rule, of the
 * same property or of its shorthand (`padding` before `padding-right`). A value with `var()` or
 * `env()` is taken by every engine that knows these, and turns out to be void only when it is
 * computed: then the property has its initial value, not the one before. The same goes for custom
 * properties, which take any value.
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
 * An engine drops a whole rule when one selector of its list is new to it.
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
 * @returns {string | undefined} what Chrome 69 or Safari 13 would not understand
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
 * Finds what Chrome 69 or Safari 13 (iOS 13) does not know and the page needs, by the data of MDN
 * and, by way of doiuse, of caniuse.
 * @param {string} css
 * @returns {string[]} what was found, each with its place as line:column
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
