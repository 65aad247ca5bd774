/** @import { Plugin } from 'vite' */

const ofJsapi = /\/node_modules\/dingtalk-jsapi\//

/**
 * Replaces modules that dingtalk-jsapi's own files import by certain names with an empty one.
 * Imports by other packages and by us are not affected.
 * @param {readonly string[]} unused as dingtalk-jsapi's files name them
 * @param {string} empty the file in their place
 * @returns {Plugin} fails the build when no file of the package imports one of the names
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
