import { expect, it } from 'vitest'
import { endExpectations, expectOutput, isExpected } from './expected-output.ts'

it('knows what a test prints on purpose, and what it did not print', () => {
  expectOutput(/^one$/, /^two$/)
  expect(isExpected('one')).toBe(true)
  expect(isExpected('three')).toBe(false)
  expect(endExpectations()).toEqual([/^two$/])
  expect(isExpected('one')).toBe(false)
})
