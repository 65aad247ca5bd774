import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { withSharedHelpers } from './shared-helpers.mjs'

// As the packages come: compiled by TypeScript for old engines, and minified.
const compiled =
  '"use strict";var __assign=this&&this.__assign||function(){return __assign=Object.assign||function(e){return e},__assign.apply(this,arguments)},own=this&&this.own||1;function a(){var __awaiter=2;return __assign({a:1},own)}exports.a=a;'

describe('withSharedHelpers', () => {
  it('has a file take its helpers from the file of all', () => {
    const code = withSharedHelpers(compiled, '/helpers.js')
    expect(code).toContain('var __assign=require("/helpers.js").__assign,own=')
    /** @type {{ a?: () => unknown }} */
    const exports = {}
    const helpers = {
      __assign: (/** @type {object} */ a, /** @type {unknown} */ b) => ({ ...a, b }),
    }
    const asked = /** @type {string[]} */ ([])
    /** @param {string} path */
    const require = (path) => {
      asked.push(path)
      return helpers
    }
    runInNewContext(code, { exports, require })
    expect(exports.a?.()).toEqual({ a: 1, b: 1 })
    expect(asked).toEqual(['/helpers.js'])
  })

  it('leaves a file without helpers as it is', () => {
    const code = 'var __assign=1,b=__assign||2;exports.b=b'
    expect(withSharedHelpers(code, '/helpers.js')).toBe(code)
  })
})
