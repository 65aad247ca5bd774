/** Files whose functions are mostly called during page load. */
const calledOnLoad = /^(?:react|libraries|app|home-page)-[\w-]{7}\.js$/

const hint = '//# allFunctionsCalledOnLoad\n'

/**
 * Adds a hint that makes Chrome compile a file's functions on a background thread while fetching
 * the file, instead of one by one during rendering. Other engines see a comment. The hint must be
 * on the first line, before any banner of the bundler.
 * @see https://v8.dev/blog/explicit-compile-hints
 * @param {string} file name below `assets/`
 * @param {string} code
 */
export function compiledEarly(file, code) {
  return calledOnLoad.test(file) ? hint + code : code
}
