import { expect, it } from 'vitest'
import { compiledEarly } from './compile-early.mjs'

const hint = '//# allFunctionsCalledOnLoad'

it.each(['libraries-Ab-c_123.js', 'app-Ab-c_123.js'])(
  'hints, in the first line, at %s, of which most is run at once',
  (file) => {
    expect(compiledEarly(file, 'run()').split('\n')).toEqual([hint, 'run()'])
  },
)

it.each(['app-config-query-Ab-c_123.js', 'sheet-Ab-c_123.js'])('leaves %s alone', (file) => {
  expect(compiledEarly(file, 'run()')).toBe('run()')
})
