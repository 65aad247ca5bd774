/** @type {[RegExp, string][]} */
const changes = [
  [/seen\[href\] = void 0;(?=\s*throw err)/, 'delete seen[href];'],
  [/(?<=if \(e\.type === "error"\) )(?=rej\()/, 'link.remove(), '],
]

/**
 * Makes Vite's preload helper retry a style sheet that failed to load; otherwise it counts as
 * loaded.
 * @param {string} code of the helper
 * @throws {Error} if the helper has changed
 */
export function preloadAgain(code) {
  return changes.reduce((before, [from, to]) => {
    if (!from.test(before)) throw new Error(`Vite's preload helper has no ${from}`)
    return before.replace(from, to)
  }, code)
}
