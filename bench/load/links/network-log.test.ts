import { expect, it } from 'vitest'
import { bodyBytesBy, type NetworkRequest } from './network-log.ts'

const page: NetworkRequest = {
  path: '/',
  type: 'Document',
  start: 0,
  first: 300,
  end: 300,
  bytes: 2000,
  parts: [{ at: 300, bytes: 1800 }],
}
const script: NetworkRequest = {
  path: '/app.js',
  type: 'Script',
  start: 310,
  first: 500,
  end: 900,
  bytes: 50_300,
  parts: [
    { at: 500, bytes: 10_000 },
    { at: 700, bytes: 20_000 },
    { at: 890, bytes: 20_000 },
  ],
}

it('counts the bytes received by a time, including those of a file still loading', () => {
  const types = ['Document', 'Script']
  expect(bodyBytesBy([page, script], 299, types)).toBe(0)
  expect(bodyBytesBy([page, script], 300, types)).toBe(1800)
  expect(bodyBytesBy([page, script], 700, types)).toBe(31_800)
  expect(bodyBytesBy([page, script], 900, types)).toBe(51_800)
})

it('leaves out files of other types', () => {
  expect(bodyBytesBy([page, script], 1000, ['Script'])).toBe(50_000)
})
