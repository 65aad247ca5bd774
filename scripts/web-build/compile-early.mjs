/** Files of which most functions are called while a page loads. */
const calledOnLoad = /^(?:react|libraries|app|home-page)-[\w-]{8}\.js$/

const hint = '//# allFunctionsCalledOnLoad\n'

/**
 * Adds a hint by which browsers compile a file's functions in a thread while fetching it, and not
 * one by one while the page is rendered. Other engines see a comment. It counts only in the first
 * line, before any banner of the bundler.
 * @see https://v8.dev/blog/explicit-compile-hints
 * @param {string} file its name below `assets/`
 * @param {string} code
 */
export function compiledEarly(file, code) {
  return calledOnLoad.test(file) ? hint + code : code
}
