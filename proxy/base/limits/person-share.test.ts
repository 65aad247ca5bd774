import { expect, it } from 'vitest'
import { PersonShare } from './person-share.ts'

it('gives each person so many times at once, and one more as time passes', () => {
  let now = 0
  const share = new PersonShare(3, 500, () => now)
  const one = { corpId: 'a', userId: 'lisi' }
  const takeMany = () => Array.from({ length: 9 }, () => share.take(one)).filter(Boolean).length
  expect(takeMany()).toBe(3)
  expect(share.take({ corpId: 'b', userId: 'lisi' })).toBe(true)
  now += 499
  expect(takeMany()).toBe(0)
  now += 501
  expect(takeMany()).toBe(2)
  now += 60_000
  expect(takeMany()).toBe(3)
})
