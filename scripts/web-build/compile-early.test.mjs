import { expect, it } from 'vitest'
import { compiledEarly } from './compile-early.mjs'

const hint = '//# allFunctionsCalledOnLoad'

it.each(['libraries-Ab-c_12.js', 'app-Ab-c_12.js'])(
  'puts the hint into the first line of %s, most of which runs at once',
  (file) => {
    expect(compiledEarly(file, 'run()').split('\n')).toEqual([hint, 'run()'])
  },
)

it.each(['app-config-Ab-c_12.js', 'sheet-Ab-c_12.js'])('leaves %s unchanged', (file) => {
  expect(compiledEarly(file, 'run()')).toBe('run()')
})
