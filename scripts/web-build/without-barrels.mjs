import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '#scripts/built-app.mjs'

/** The barrel file of each package, which exports everything. */
const barrels = {
  '@tanstack/react-query': '@tanstack/react-query/build/modern/index.js',
  '@tanstack/query-core': '@tanstack/query-core/build/modern/index.js',
  ahooks: 'ahooks/es/index.js',
  'antd-mobile-icons': 'antd-mobile-icons/es/index.js',
  lucide: 'lucide/dist/esm/lucide.mjs',
}

const imports = new RegExp(
  `import\\s*\\{([^}]*)\\}\\s*from\\s*["'](${Object.keys(barrels).join('|')})["'];?`,
  'g',
)

/**
 * Where an export of a package is defined: the file, and its name there.
 * @typedef {{ file: string, name: string }} Place
 */

/** @type {Map<string, Map<string, Place>>} */
const known = new Map()

/**
 * The exports of a package, by name.
 * @param {string} name
 * @param {string} barrel
 */
function placesOf(name, barrel) {
  const found = known.get(name)
  if (found) return found
  const path = join(root, 'node_modules', barrel)
  const code = readFileSync(path, 'utf8')
  /** @type {Map<string, Place>} */
  const places = new Map()
  for (const [, other = ''] of code.matchAll(/^export \* from ["']([^"']+)["']/gm))
    if (other in barrels)
      for (const [key, place] of placesOf(other, Reflect.get(barrels, other)))
        places.set(key, place)
  const statements = /^(?:export|import) (?:\{([^}]+)\}|(\w+)) from ["'](\.[^"']+)["']/gm
  for (const [, names, alone, from = ''] of code.matchAll(statements)) {
    const file = join(dirname(path), from)
    if (alone !== undefined) places.set(alone, { file, name: 'default' })
    for (const each of names?.split(',') ?? []) {
      const [exported = '', alias = exported] = each.trim().split(/\s+as\s+/)
      places.set(alias, { file, name: exported })
    }
  }
  if (places.size === 0) throw new Error(`${barrel} exports nothing by file any more`)
  known.set(name, places)
  return places
}

/**
 * Replaces imports from barrels by imports from the individual files. Through a barrel, everything
 * that any page uses of a package would be part of the first load.
 * @param {string} code
 */
export function withoutBarrels(code) {
  return code.replace(imports, (_statement, names, name) => {
    const places = placesOf(name, Reflect.get(barrels, name))
    /** @type {string[]} */
    const left = []
    const single = String(names)
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
      .flatMap((each) => {
        const [imported = '', local = imported] = each.split(/\s+as\s+/)
        const place = places.get(imported)
        if (place !== undefined)
          return [`import { ${place.name} as ${local} } from ${JSON.stringify(place.file)};`]
        left.push(each)
        return []
      })
    const rest = left.length === 0 ? [] : [`import { ${left.join(', ')} } from '${name}';`]
    return [...single, ...rest].join(' ')
  })
}
