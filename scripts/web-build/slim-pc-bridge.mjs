import { parse } from 'acorn'
import { full } from 'acorn-walk'

/** @import { AnyNode, ArrayExpression, FunctionExpression } from 'acorn' */

/** How to tell lodash's parts in the bundle, whose names are minified. */
const assignMark = /\{valueOf:1\}/
const cloneMark = /__lodash_hash_undefined__/

/** Where webpack notes which module to begin with. */
const entryMark = /\.s=(\d+)\)/

/**
 * Puts into the bundle of dingtalk-jsapi's PC bridge what engines have in the place of lodash's `assign`,
 * and a short copy for its `cloneDeep`: that is most of the bundle, and stands before the first call to
 * the client.
 * @param {string} code `dingtalk-jsapi/lib/packages/frame-talk-client-pc/index.js`
 * @param {string} copySource of the file that exports `messageCopy`
 * @throws Error where the bundle is not made as it was
 */
export function slimPcBridge(code, copySource) {
  const modules = modulesOf(code)
  const texts = modules.map(({ start, end }) => code.slice(start, end))
  const assign = theOne(texts, assignMark)
  const entry = entryMark.exec(code)?.[1]
  if (entry === undefined) throw unexpected('no first module')
  const clone = theOne(texts, requires(theOne(texts, cloneMark)))
  texts[assign] = 'function(t){t.exports=Object.assign}'
  texts[clone] = `function(t){t.exports=require(${JSON.stringify(copySource)}).messageCopy}`
  const needed = reachable(texts, Number(entry))
  const kept = texts.map((text, index) => (needed.has(index) ? text : '0'))
  const [first, last] = [modules.at(0), modules.at(-1)]
  if (first === undefined || last === undefined) throw unexpected('no modules')
  return code.slice(0, first.start) + kept.join(',') + code.slice(last.end)
}

/**
 * The functions in webpack's array of modules.
 * @param {string} code
 */
function modulesOf(code) {
  /** @type {FunctionExpression[]} */
  let modules = []
  full(parse(code, { ecmaVersion: 'latest', sourceType: 'script' }), (found) => {
    /** @type {AnyNode} */
    const node = found
    if (node.type !== 'ArrayExpression') return
    const functions = functionsOf(node)
    if (functions.length > modules.length) modules = functions
  })
  return modules
}

/**
 * @param {ArrayExpression} array
 * @returns {FunctionExpression[]} none where it has anything else in it
 */
function functionsOf({ elements }) {
  const functions = elements.filter((element) => element?.type === 'FunctionExpression')
  return functions.length === elements.length ? functions : []
}

/**
 * @param {string[]} texts
 * @param {RegExp} mark
 */
function theOne(texts, mark) {
  const found = texts.flatMap((text, index) => (mark.test(text) ? [index] : []))
  const [index] = found
  if (index === undefined || found.length > 1) throw unexpected(`${found.length} have ${mark}`)
  return index
}

/** @param {number} index */
function requires(index) {
  return new RegExp(`\\bn\\(${index}\\)`)
}

/**
 * @param {string[]} texts
 * @param {number} entry
 */
function reachable(texts, entry) {
  const found = new Set([entry])
  // A set hands out what is added to it while it is being read.
  for (const index of found)
    for (const [, needed] of (texts[index] ?? '').matchAll(/\bn\((\d+)\)/g))
      found.add(Number(needed))
  return found
}

/** @param {string} what */
function unexpected(what) {
  return new Error(`dingtalk-jsapi's PC bridge is not made as it was: ${what}`)
}
