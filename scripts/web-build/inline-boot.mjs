import { parse } from 'acorn'
import { full } from 'acorn-walk'
import { MagicString } from 'magic-string'

/**
 * A built web app: the text of its page, and its scripts by file name in `assets/`.
 * @typedef {{ page: string, scripts: ReadonlyMap<string, string> }} BuiltApp
 * Edited scripts by file name: those that are inlined in the page, and those that stay files.
 * @typedef {{ inPage: ReadonlyMap<string, MagicString>, files: ReadonlyMap<string, MagicString> }} Edits
 * @typedef {{ start: number, end: number, text: string }} Edit
 */

/** The global object through which later files read the exports of inlined scripts. */
const registry = 'self.bootExports'

/** The script with the code that calls to every kind of client need. */
const firstCall = /^call-/

/**
 * The bridge for each kind of client: inlined in that client's page, a separate file for the
 * other's page.
 */
const clientCall = /^(phone|pc)-call-/

/**
 * Inlines the scripts that run before the app, which saves a round trip before the client is asked.
 * Each is a classic script element, so that it runs as soon as it has arrived: the first call in
 * the head before the style, the others after the page's skeleton. Later files read the exports of
 * these scripts from the registry. So they do not contain the hashes of these scripts, and stay
 * cached when the scripts change. Bridges have `data-client`, because each page needs only one.
 * @param {BuiltApp} app
 * @returns {BuiltApp & { edits: Edits }} without the files of the boot scripts
 */
export function inlineBoot({ page, scripts }) {
  const boot = bootFiles(page, scripts)
  const forClients = [...scripts.keys()].filter((file) => clientOf(file) !== undefined)
  /** @param {string} text */
  const checked = (text) => withoutMentionsOf([...boot, ...forClients], text)
  /** @type {Map<string, MagicString>} */
  const inPage = new Map()
  // Each element starts on a new line, so that line numbers stay the same when a bridge is removed.
  /** @param {string} file @param {string} place @param {string} attributes */
  const element = (file, place, attributes = '') => {
    const inline = registered(codeOf(scripts, file), boot, place)
    const text = checked(inline.toString())
    if (/<\/script/i.test(text)) throw new Error('a boot script would end its element')
    inPage.set(file, inline)
    return `\n<script${attributes}>${text}</script>\n`
  }
  const elements = boot.map((file, place) => element(file, String(place)))
  const clientElements = forClients.map((file) => {
    const client = clientOf(file)
    return element(file, `"${client}"`, ` data-client="${client}"`)
  })
  const behindCall = boot.findIndex((file) => firstCall.test(file)) + 1
  const calling = [...elements.slice(0, behindCall), ...clientElements]
  const withoutFiles = boot.reduce((html, file) => html.replace(elementsFor(file), ''), page)
  const others = [...scripts].filter(([file]) => !boot.includes(file))
  const files = new Map(
    others.map(([file, code]) => [file, edited(code, importEdits(parsed(code), boot))]),
  )
  return {
    page: beforeStyle(withoutFiles, calling.join('')).replace(
      '</body>',
      () => `${elements.slice(behindCall).join('')}</body>`,
    ),
    scripts: new Map([...files].map(([file, text]) => [file, checked(text.toString())])),
    edits: { inPage, files },
  }
}

/**
 * The kind of client for which a script is the bridge; undefined for other scripts.
 * @param {string} file
 */
function clientOf(file) {
  return clientCall.exec(file)?.[1]
}

/**
 * The entry and all scripts that it imports statically, each after its own imports.
 * @param {string} page
 * @param {ReadonlyMap<string, string>} scripts
 */
function bootFiles(page, scripts) {
  const entry = /<script\b[^>]*\bsrc="\/assets\/([^"]+)"/.exec(page)?.[1]
  if (entry === undefined) throw new Error('the page has no script')
  /** @type {Set<string>} */
  const ordered = new Set()
  /** @param {string} file */
  const add = (file) => {
    for (const imported of importsOf(codeOf(scripts, file)))
      if (!ordered.has(imported)) add(imported)
    ordered.add(file)
  }
  add(entry)
  return [...ordered]
}

/**
 * Moves elements to the end of the head, but before its style.
 * @param {string} page
 * @param {string} elements
 */
function beforeStyle(page, elements) {
  const style = /<style>[\s\S]*?<\/style>/.exec(page)?.[0] ?? ''
  return page.replace(style, '').replace('</head>', () => `${elements}${style}</head>`)
}

/**
 * @param {ReadonlyMap<string, string>} scripts
 * @param {string} file
 */
function codeOf(scripts, file) {
  const code = scripts.get(file)
  if (code === undefined) throw new Error(`${file} is not there`)
  return code
}

/**
 * The files that a script imports statically.
 * @param {string} code
 */
function importsOf(code) {
  return parsed(code).body.flatMap((node) =>
    node.type === 'ImportDeclaration' ? [fileOf(node.source.value)] : [],
  )
}

/** @param {string} code */
function parsed(code) {
  return parse(code, { ecmaVersion: 'latest', sourceType: 'module' })
}

/**
 * @param {string} code
 * @param {readonly Edit[]} edits
 */
function edited(code, edits) {
  const text = new MagicString(code)
  for (const edit of edits)
    if (edit.text === '') text.remove(edit.start, edit.end)
    else text.update(edit.start, edit.end, edit.text)
  return text
}

/** @param {unknown} source of an import; all files are in one folder */
function fileOf(source) {
  if (typeof source !== 'string' || !source.startsWith('./'))
    throw new Error(`an import from ${String(source)}, which is no neighbour`)
  return source.slice(2)
}

/** @param {import('acorn').Identifier | import('acorn').Literal} node */
function nameOf(node) {
  if (node.type !== 'Identifier') throw new Error(`a name of type ${node.type}`)
  return node.name
}

/**
 * Replaces imports from inlined scripts by reads from the registry.
 * @param {import('acorn').Program} program
 * @param {readonly string[]} boot
 * @param {boolean} [isInPage] whether the script itself is inlined, so that it can import nothing
 * else
 * @returns {Edit[]}
 */
function importEdits(program, boot, isInPage = false) {
  return program.body.flatMap((node) => {
    if (node.type !== 'ImportDeclaration') return []
    const place = boot.indexOf(fileOf(node.source.value))
    if (place === -1) {
      if (isInPage) throw new Error(`a script of the page imports ${node.source.value}`)
      return []
    }
    const names = node.specifiers.map((specifier) => {
      if (specifier.type !== 'ImportSpecifier') throw new Error(`a ${specifier.type}`)
      return `${nameOf(specifier.imported)}:${nameOf(specifier.local)}`
    })
    const text = names.length === 0 ? '' : `const{${names.join()}}=${registry}[${place}];`
    return [{ start: node.start, end: node.end, text }]
  })
}

/**
 * An inlined script as a statement that runs it and registers its exports. An export must not be
 * reassigned, because the registry contains its value.
 * @param {string} code
 * @param {readonly string[]} boot
 * @param {string} place in the registry
 */
function registered(code, boot, place) {
  const program = parsed(code)
  const edits = importEdits(program, boot, true)
  /** @type {string[]} */
  const exported = []
  for (const node of program.body) {
    if (node.type === 'ExportDefaultDeclaration' || node.type === 'ExportAllDeclaration')
      throw new Error(`${node.type} in a boot script`)
    if (node.type !== 'ExportNamedDeclaration') continue
    if (node.declaration || node.source) throw new Error('an export of another form')
    for (const specifier of node.specifiers)
      exported.push(`${nameOf(specifier.exported)}:${nameOf(specifier.local)}`)
    edits.push({ start: node.start, end: node.end, text: '' })
  }
  full(program, (found) => {
    /** @type {import('acorn').AnyNode} */
    const node = found
    if (node.type === 'MetaProperty')
      edits.push({ start: node.start, end: node.end, text: '({url:location.href})' })
    if (node.type !== 'ImportExpression') return
    const { start, end } = node
    const file = fileOf(textOf(node.source))
    // Inlined code resolves imports against the page's URL.
    const loaded = `import("/assets/${file}")`
    const client = clientOf(file)
    const there = `${registry}["${client}"]`
    const text = client === undefined ? loaded : `(${there}?Promise.resolve(${there}):${loaded})`
    edits.push({ start, end, text })
  })
  // With the parentheses, engines compile the function eagerly instead of parsing it twice.
  return edited(code, edits)
    .prepend(`(${registry}=${registry}||{})[${place}]=(function(){"use strict";`)
    .append(`;return{${exported.join()}}})();`)
}

/**
 * The text of a literal, which a minifier may have turned into a template.
 * @param {import('acorn').Expression} node
 */
function textOf(node) {
  if (node.type === 'Literal') return node.value
  const isPlain = node.type === 'TemplateLiteral' && node.expressions.length === 0
  return isPlain ? node.quasis[0]?.value.cooked : undefined
}

/**
 * Matches the page's elements that load a file.
 * @param {string} file
 */
function elementsFor(file) {
  const address = `/assets/${file}`.replace(/[.+*?^$()[\]{}|\\]/g, '\\$&')
  return new RegExp(`\\s*<(?:script|link)\\b[^>]*"${address}"[^>]*>(?:</script>)?`, 'g')
}

/**
 * Checks that code does not preload an inlined script: Vite lists files to preload with lazy ones, and
 * `withoutFirstLoad` in `output-files.ts` removes those of the first load.
 * @param {readonly string[]} gone
 * @param {string} code
 */
function withoutMentionsOf(gone, code) {
  const mentioned = gone.find((file) => code.includes(`"assets/${file}"`))
  if (mentioned !== undefined) throw new Error(`${mentioned} is to be fetched beside something`)
  return code
}
