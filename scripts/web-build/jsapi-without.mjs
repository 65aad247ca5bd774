/** @import { Plugin } from 'vite' */

const ofJsapi = /\/node_modules\/dingtalk-jsapi\//

/**
 * Has what files of dingtalk-jsapi import by certain names be nothing. Imports of other packages and of
 * our own files by the same names are left alone.
 * @param {readonly string[]} unused as dingtalk-jsapi's files name them
 * @param {string} empty the file that stands in
 * @returns {Plugin} the build fails where no file of the package imports one of the names any more
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
