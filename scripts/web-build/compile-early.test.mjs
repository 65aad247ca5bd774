import { expect, it } from 'vitest'
import { compiledEarly } from './compile-early.mjs'

const hint = '//# allFunctionsCalledOnLoad'

it('hints, in the first line, at files of which most is run at once', () => {
  expect(compiledEarly('app-Ab-c_123.js', 'run()').split('\n')).toEqual([hint, 'run()'])
})

it.each(['app-config-query-Ab-c_123.js', 'sheet-Ab-c_123.js'])('leaves %s alone', (file) => {
  expect(compiledEarly(file, 'run()')).toBe('run()')
})
