import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../built-app.mjs'

/** The one file by which each of these packages exports all that it has. */
const barrels = {
  ahooks: 'ahooks/es/index.js',
  'antd-mobile-icons': 'antd-mobile-icons/es/index.js',
  lucide: 'lucide/dist/esm/lucide.mjs',
}

const imports = new RegExp(
  `import\\s*\\{([^}]*)\\}\\s*from\\s*["'](${Object.keys(barrels).join('|')})["'];?`,
  'g',
)

/** @type {Map<string, Map<string, string>>} */
const known = new Map()

/**
 * The file of each name that a package exports as the default of a file.
 * @param {keyof typeof barrels} name
 */
function filesOf(name) {
  const found = known.get(name)
  if (found) return found
  const barrel = join(root, 'node_modules', barrels[name])
  const code = readFileSync(barrel, 'utf8')
  /** @type {Map<string, string>} */
  const files = new Map()
  for (const [, names = '', file = ''] of code.matchAll(/export \{([^}]+)\} from '([^']+)'/g))
    for (const [, alias = ''] of names.matchAll(/\bdefault as (\w+)/g))
      files.set(alias, join(dirname(barrel), file))
  for (const [, alias = '', file = ''] of code.matchAll(/^import (\w+) from '([^']+)'/gm))
    files.set(alias, join(dirname(barrel), file))
  known.set(name, files)
  return files
}

/**
 * Imports what a module takes from packages with hundreds of files from these files. Named by the file
 * that exports them all, whatever any page uses of them would count as part of the first load.
 * @param {string} code
 */
export function withoutBarrels(code) {
  return code.replace(imports, (_statement, names, name) => {
    const files = filesOf(name)
    /** @type {string[]} */
    const left = []
    const single = String(names)
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
      .flatMap((each) => {
        const [imported = '', local = imported] = each.split(/\s+as\s+/)
        const file = files.get(imported)
        if (file !== undefined) return [`import ${local} from ${JSON.stringify(file)};`]
        left.push(each)
        return []
      })
    const rest = left.length === 0 ? [] : [`import { ${left.join(', ')} } from '${name}';`]
    return [...single, ...rest].join(' ')
  })
}
