import { expect, it } from 'vitest'
import { sealText } from './seal-text.ts'

const words = { company: '企业章', personal: '个人章' }

it.each([
  [null, null],
  ['personal', '个人章'],
  ['company,personal', '企业章、个人章'],
  // Not one of our texts, so it is shown unchanged.
  ['法人章', '法人章'],
])('says %j as %j', (requirement, text) => {
  expect(sealText(requirement, words, '、')).toBe(text)
})
