/** Files whose functions are mostly called while a page loads. */
const calledOnLoad = /^(?:react|libraries|app|home-page)-[\w-]{8}\.js$/

const hint = '//# allFunctionsCalledOnLoad\n'

/**
 * Adds a hint with which Chrome compiles a file's functions in a thread while it fetches the file, not
 * one by one while the page is rendered. Other engines see a comment. The hint must be in the first
 * line, before any banner of the bundler.
 * @see https://v8.dev/blog/explicit-compile-hints
 * @param {string} file name below `assets/`
 * @param {string} code
 */
export function compiledEarly(file, code) {
  return calledOnLoad.test(file) ? hint + code : code
}
