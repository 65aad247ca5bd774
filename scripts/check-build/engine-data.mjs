import { createRequire } from 'node:module'

/** @import { Identifier, SimpleSupportStatement, SupportBlock } from '@mdn/browser-compat-data' */

// The CSS features of the oldest supported engines, from MDN's data.

/** @type {import('@mdn/browser-compat-data').CompatData} */
const { css } = createRequire(import.meta.url)('@mdn/browser-compat-data')

const { properties = {}, selectors = {}, types = {}, 'at-rules': atRules = {} } = css

/** The oldest supported engines. */
const floor = /** @type {const} */ ([
  { key: 'chrome', name: 'Chrome', version: 69 },
  { key: 'safari_ios', name: 'Safari', version: 13 },
])

/** The floor in browserslist's syntax. */
export const floorBrowsers = ['chrome 69', 'ios_saf 13.0-13.1']

/**
 * @param {SimpleSupportStatement} statement
 * @returns {number} the first version that supports the feature without a prefix or flag, or
 * Infinity
 */
function since(statement) {
  const { version_added: added, prefix, alternative_name: otherName, flags } = statement
  if (prefix || otherName || flags || typeof added !== 'string') return Infinity
  return Number.parseFloat(added.replace('≤', '')) || Infinity
}

/**
 * @param {SupportBlock} support
 * @returns {string[]} the engines of the floor that lack the feature, with the versions that
 * support it
 */
function lackingEngines(support) {
  return floor.flatMap(({ key, name, version }) => {
    const statement = support[key] ?? []
    const known = Math.min(...[statement].flat().map(since))
    return known <= version ? [] : [known === Infinity ? `no ${name}` : `${name} ${known}`]
  })
}

/**
 * @param {(Identifier | undefined)[]} entries of one name; it is enough if the floor supports one
 * of them
 * @returns {string | undefined} the versions that support the name if the floor does not; undefined
 * if the floor supports it or the data do not contain it
 */
function lacking(entries) {
  const each = entries.flatMap((entry) => {
    const { __compat: compat } = entry ?? {}
    return compat === undefined ? [] : [lackingEngines(compat.support)]
  })
  if (each.length === 0 || each.some((engines) => engines.length === 0)) return undefined
  return each[0]?.join(', ')
}

/**
 * Functions by name, from all levels of the data on value types.
 * @type {Map<string, Identifier[]>}
 */
const functions = new Map()

/** @param {Record<string, Identifier>} entries */
function collectFunctions(entries) {
  for (const [key, entry] of Object.entries(entries)) {
    const name = key.toLowerCase()
    functions.set(name, [...(functions.get(name) ?? []), entry])
    const { __compat: _itself, ...inner } = entry
    collectFunctions(inner)
  }
}

collectFunctions(types)

/** @param {string} name */
export const lackingProperty = (name) => lacking([properties[name]])

/**
 * @param {string} name of a function, in lower case
 * @param {string} property in whose value the function is; some properties have their own functions
 */
export const lackingFunction = (name, property) =>
  lacking(functions.get(name) ?? [properties[property]?.[name]])

/**
 * @param {string} word of a value, in lower case
 * @param {string} property in whose value the word is
 */
export const lackingKeyword = (word, property) => lacking([properties[property]?.[word]])

/** @param {string} name without the @ */
export const lackingAtRule = (name) => lacking([atRules[name]])

/** @param {string} name of a pseudo class or element, without colons */
export const lackingPseudo = (name) => lacking([selectors[name]])
