import { expect, it } from 'vitest'
import { readOptions } from './options.ts'

it('measures everything seven times by default, and less when asked to', () => {
  expect(readOptions([])).toEqual({
    runs: 7,
    links: ['devtools', 'relay'],
    platforms: ['android', 'pc'],
    lengths: [20, 5000],
    lists: true,
  })
  const words = ['--runs', '3', '--links=relay', '--profiles=pc', '--logs=20', '--no-lists']
  expect(readOptions(words)).toEqual({
    runs: 3,
    links: ['relay'],
    platforms: ['pc'],
    lengths: [20],
    lists: false,
  })
})

it('refuses unknown options', () => {
  expect(() => readOptions(['--links=wifi'])).toThrow('--links is a list of devtools, relay')
  expect(() => readOptions(['--runs=0'])).toThrow('--runs')
  expect(() => readOptions(['--fast'])).toThrow()
})
