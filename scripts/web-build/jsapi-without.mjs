/** @import { Plugin } from 'vite' */

const ofJsapi = /\/node_modules\/dingtalk-jsapi\//

/**
 * Replaces modules of dingtalk-jsapi by an empty one in imports of the package's own files. Imports
 * by other packages and by us stay.
 * @param {readonly string[]} unused names in the package's import statements
 * @param {string} empty path of the empty module
 * @returns {Plugin} fails the build if no file of the package imports one of the names any more
 */
export function jsapiWithout(unused, empty) {
  const met = new Set()
  return {
    name: 'jsapi-without',
    apply: 'build',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!unused.includes(source) || importer === undefined || !ofJsapi.test(importer)) return null
      met.add(source)
      return empty
    },
    buildEnd(error) {
      const unmet = unused.filter((name) => !met.has(name))
      if (error === undefined && unmet.length > 0)
        this.error(`dingtalk-jsapi does not import ${unmet.join(', ')} any more`)
    },
  }
}
