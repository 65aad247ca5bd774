const knownAtRules = new Set([
  'charset',
  'font-face',
  'import',
  'keyframes',
  '-webkit-keyframes',
  'media',
  'namespace',
  'page',
  'supports',
])

/** Functions of values that Chrome 69 and Safari 13 both know; any other is taken to be newer. */
const knownFunctions = new Set(
  `attr blur brightness calc circle conic-gradient contrast counter counters cubic-bezier
  drop-shadow ellipse env fit-content format frames grayscale hsl hsla hue-rotate inset invert
  linear-gradient local matrix matrix3d minmax opacity perspective polygon radial-gradient rect repeat
  repeating-linear-gradient repeating-radial-gradient rgb rgba rotate rotate3d rotatex rotatey
  rotatez saturate scale scale3d scalex scaley scalez sepia skew skewx skewy steps translate
  translate3d translatex translatey translatez url var`.split(/\s+/),
)

const newUnit = /(?<![\w-])[\d.]+(?:[dsl]v(?:h|w|i|b|min|max)|cq(?:w|h|i|b|min|max))(?![\w-])/i

const newProperties = [
  { name: /^inset(-inline|-block)?$/, since: 'Chrome 87, Safari 14.1' },
  { name: /^inset-(inline|block)-(start|end)$/, since: 'Chrome 87, Safari 14.1' },
  { name: /^(margin|padding)-(inline|block)$/, since: 'Chrome 87, Safari 14.1' },
  { name: /^border-(inline|block)(-(width|style|color))?$/, since: 'Chrome 87, Safari 14.1' },
  { name: /^border-(start|end)-(start|end)-radius$/, since: 'Chrome 89, Safari 15' },
  { name: /^aspect-ratio$/, since: 'Chrome 88, Safari 15' },
  { name: /^(translate|rotate|scale)$/, since: 'Chrome 104, Safari 14.1' },
]

/**
 * @param {string} name without the @
 * @param {string} params
 * @returns {string | undefined} what is newer than our engines, with the versions that know it
 */
export function newAtRule(name, params) {
  if (!knownAtRules.has(name.toLowerCase())) return `@${name} (newer than Chrome 69 or Safari 13)`
  const isRange = name === 'media' && /[<>]/.test(params)
  return isRange ? 'media query with a range (Chrome 104, Safari 16.4)' : undefined
}

/**
 * An engine drops a whole rule when one selector of its list is new to it.
 * @param {string[]} selectors of one rule
 * @returns {string | undefined}
 */
export function newSelector(selectors) {
  const list = selectors.join(',')
  if (list.includes('&')) return 'nesting selector & (Chrome 112, Safari 16.5)'
  if (/:has\(/i.test(list)) return ':has() (Chrome 105, Safari 15.4)'
  if (/:(is|where)\(/i.test(list)) return ':is() or :where() (Chrome 88, Safari 14)'
  if (/:not\([^()]*(\([^()]*\)[^()]*)*,/i.test(list)) return ':not() with a list (Chrome 88)'
  const focusVisible = selectors.filter((selector) => selector.includes(':focus-visible'))
  if (focusVisible.length > 0 && focusVisible.length < selectors.length) {
    return ':focus-visible in one list with others (Chrome 86, Safari 15.4), which it takes down'
  }
  return undefined
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
export function newProperty(name) {
  const found = newProperties.find((property) => property.name.test(name))
  return found && `${name} (${found.since})`
}

/**
 * @param {string} value
 * @returns {string | undefined}
 */
export function newValue(value) {
  // What stands in quotes or an address is data.
  const bare = value.replace(/"[^"]*"|'[^']*'/g, '""').replace(/url\([^)]*\)/gi, 'url()')
  const unit = newUnit.exec(bare)
  if (unit) return `${unit[0]} (Chrome 108, Safari 15.4)`
  for (const [, name = ''] of bare.matchAll(/([a-z][\w-]*|-[a-z][\w-]*)\(/gi)) {
    const plain = name.toLowerCase()
    // A vendor's own functions come with a fallback, or are meant for that vendor alone.
    if (plain.startsWith('-') || knownFunctions.has(plain)) continue
    const since = ['min', 'max', 'clamp'].includes(plain)
      ? 'Chrome 79, Safari 11.1 or 13.1'
      : 'newer than Chrome 69 or Safari 13'
    return `${plain}() without a fallback before it (${since})`
  }
  return undefined
}
