import { expect, it } from 'vitest'
import { BoundedMap } from './bounded-map.ts'

it('forgets what was unused for longest', () => {
  const map = new BoundedMap<number>({ entries: 2 })
  map.set('a', 1)
  map.set('b', 2)
  expect(map.get('a')).toBe(1)
  map.set('c', 3)
  expect(['a', 'b', 'c'].map((key) => map.get(key))).toEqual([1, undefined, 3])
})

it('keeps within a weight, and what has none of its own place out', () => {
  const map = new BoundedMap<string>({ entries: 10, weight: 10, weigh: ({ length }) => length })
  map.set('a', 'x'.repeat(6))
  map.set('a', 'x'.repeat(4))
  map.set('b', 'x'.repeat(6))
  expect(map.get('a')).toHaveLength(4)
  map.set('c', 'x'.repeat(5))
  expect(map.get('b')).toBeUndefined()
  map.set('d', 'x'.repeat(11))
  expect(map.get('d')).toBeUndefined()
  expect(map.get('a')).toHaveLength(4)
  map.clear()
  map.set('e', 'x'.repeat(10))
  expect(map.get('e')).toHaveLength(10)
})
