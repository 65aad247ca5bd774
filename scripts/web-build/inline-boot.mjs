import { Script } from 'node:vm'
import { MagicString } from 'magic-string'

/**
 * A built web app: the text of its page, and its scripts by file name in `assets/`.
 * @typedef {{ page: string, scripts: ReadonlyMap<string, string> }} BuiltApp
 * Edited scripts by file name: those that are inlined in the page, and those that stay files.
 * @typedef {{ inPage: ReadonlyMap<string, MagicString>, files: ReadonlyMap<string, MagicString> }} Edits
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

// As the bundler writes them, which has all files in one folder.
const staticImport = /\bimport(?:\{([^}]*)\}from)?["'`]\.\/([^"'`]+)["'`];?/g
const dynamicImport = /\bimport\(["'`]\.\/([^"'`]+)["'`]\)/g
const exportStatement = /\bexport\{([^}]*)\};?/g

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
    // Throws if it is not a classic script, for example because an import is left.
    void new Script(text, { filename: file })
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
    others.map(([file, code]) => [file, readingRegistry(new MagicString(code), boot)]),
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
    for (const [, , imported = ''] of codeOf(scripts, file).matchAll(staticImport))
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
 * Replaces imports from inlined scripts by reads from the registry.
 * @param {MagicString} text
 * @param {readonly string[]} boot
 */
function readingRegistry(text, boot) {
  return text.replace(staticImport, (statement, names, file) => {
    const place = boot.indexOf(file)
    if (place === -1) return statement
    return names === undefined ? '' : `const{${renamed(names)}}=${registry}[${place}];`
  })
}

/**
 * The names of an import or export statement as an object has them: `a as b` becomes `a:b`.
 * @param {string} names
 */
function renamed(names) {
  return names.replace(/\s+as\s+/g, ':')
}

/**
 * An inlined script as a statement that runs it and registers its exports. An export must not be
 * reassigned, because the registry contains its value.
 * @param {string} code
 * @param {readonly string[]} boot
 * @param {string} place in the registry
 */
function registered(code, boot, place) {
  const exported = [...code.matchAll(exportStatement)].flatMap(([, names = '']) =>
    names.split(',').map((each) => {
      const [local = '', name = local] = each.trim().split(/\s+as\s+/)
      return `${name}:${local}`
    }),
  )
  // With the parentheses, engines compile the function eagerly instead of parsing it twice.
  return readingRegistry(new MagicString(code), boot)
    .replace(exportStatement, '')
    .replace(dynamicImport, (_call, file) => {
      // Inlined code resolves imports against the page's URL.
      const loaded = `import("/assets/${file}")`
      const client = clientOf(file)
      const there = `${registry}["${client}"]`
      return client === undefined ? loaded : `(${there}?Promise.resolve(${there}):${loaded})`
    })
    .replaceAll('import.meta', '({url:location.href})')
    .prepend(`(${registry}=${registry}||{})[${place}]=(function(){"use strict";`)
    .append(`;return{${exported.join()}}})();`)
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
 * Checks that code names no inlined script: neither in an import of another form, nor in Vite's
 * lists of files to preload, from which `withoutFirstLoad` in `output-files.ts` removes those of
 * the first load.
 * @param {readonly string[]} gone
 * @param {string} code
 */
function withoutMentionsOf(gone, code) {
  const mentioned = gone.find(
    (file) => code.includes(`./${file}`) || code.includes(`"assets/${file}"`),
  )
  if (mentioned !== undefined) throw new Error(`${mentioned} is to be fetched beside something`)
  return code
}
