/** @type {[RegExp, string][]} */
const changes = [
  [/seen\[href\] = void 0;(?=\s*throw err)/, 'delete seen[href];'],
  [/(?<=if \(e\.type === "error"\) )(?=rej\()/, 'link.remove(), '],
]

/**
 * Makes Vite's preload helper fetch a style sheet again that failed before, which it takes for loaded
 * otherwise.
 * @param {string} code of the helper
 * @throws {Error} when the helper is another one
 */
export function preloadAgain(code) {
  return changes.reduce((before, [from, to]) => {
    if (!from.test(before)) throw new Error(`Vite's preload helper has no ${from}`)
    return before.replace(from, to)
  }, code)
}
