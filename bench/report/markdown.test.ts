import { expect, it } from 'vitest'
import { bars, table } from './markdown.ts'

it('writes a table', () => {
  const text = table(['what', 'ms'], [['a|b', '1']])
  expect(text).toBe('| what | ms |\n| --- | ---: |\n| a\\|b | 1 |')
})

it('draws bars to scale', () => {
  const text = bars([
    { label: 'limit', value: 500, text: '500 ms' },
    { label: 'peer', value: 2000, text: '2,000 ms' },
    { label: 'x', value: 1, text: '1 ms' },
  ])
  const [limit = '', peer = '', least = ''] = text.split('\n')
  expect(peer).toBe(`peer  ${'█'.repeat(50)} 2,000 ms`)
  expect(limit).toBe(`limit ${'█'.repeat(13)} 500 ms`)
  expect(least).toBe('x     █ 1 ms')
})
