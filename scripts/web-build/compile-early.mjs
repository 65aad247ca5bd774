/** Files of which most functions are called while a page loads. */
const calledOnLoad = /^(?:react|libraries|app|home-page)-[\w-]{8}\.js$/

const hint = '//# allFunctionsCalledOnLoad\n'

/**
 * Has the browser compile a file's functions while it fetches the file, in a thread of its own, and not
 * one by one when the page is being drawn. Engines that do not know the hint see a comment. It counts
 * only in the first line, which is where no banner of the bundler can be.
 * @see https://v8.dev/blog/explicit-compile-hints
 * @param {string} file its name below `assets/`
 * @param {string} code
 */
export function compiledEarly(file, code) {
  return calledOnLoad.test(file) ? hint + code : code
}
