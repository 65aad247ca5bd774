import { expect, it } from 'vitest'
import { heavyModulesOf } from './heavy-modules.mjs'

const spring = '/app/node_modules/@react-spring/core/dist/index.js'

/** @param {string} fileName @param {string[]} moduleIds @param {string[]} imports */
const chunk = (fileName, moduleIds, imports = []) => ({ fileName, moduleIds, imports })

it('finds what draws files', () => {
  const pdfjs = '/app/node_modules/pdfjs-dist/legacy/build/pdf.mjs'
  const app = chunk('app.js', ['/app/web/main.tsx', pdfjs])
  expect(heavyModulesOf([app], [app])).toEqual([pdfjs])
})

it('finds what draws charts', () => {
  const charts = '/app/node_modules/chart.js/dist/chart.js'
  const app = chunk('app.js', ['/app/web/main.tsx'], ['part.js'])
  expect(heavyModulesOf([app], [app, chunk('part.js', [charts])])).toEqual([charts])
})

it("finds the spring library among a chunk's direct and indirect imports", () => {
  const app = chunk('app.js', ['/app/web/main.tsx'], ['shared.js'])
  const shared = chunk('shared.js', ['/app/web/sheet.tsx'], ['spring.js'])
  expect(heavyModulesOf([app], [app, shared, chunk('spring.js', [spring])])).toEqual([spring])
})

it('ignores what only other chunks import', () => {
  const app = chunk('app.js', ['/app/web/main.tsx'])
  const sheet = chunk('sheet.js', ['/app/web/sheet.tsx'], ['spring.js'])
  expect(heavyModulesOf([app], [app, sheet, chunk('spring.js', [spring])])).toEqual([])
})
