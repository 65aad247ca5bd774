import { describe, expect, it } from 'vitest'
import { chooseEncoding } from './encoding.ts'

const all = () => true

describe('chooseEncoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['deflate', 'identity'],
    ['br;q=1.0, gzip;q=0.8', 'br'],
    ['gzip;q=1.0, br;q=0.8', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.5 , gzip; q=0.5', 'br'],
    ['BR', 'br'],
    ['x-gzip', 'gzip'],
    ['*', 'br'],
    ['*;q=0.5, gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['identity', 'identity'],
    ['identity;q=1, br;q=0.5', 'identity'],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['gzip;q=0', 'identity'],
    ['*;q=0', 'identity'],
    ['br;q=high', 'identity'],
    [',,;q=1,', 'identity'],
  ])('chooses for %j the encoding %s', (header, encoding) => {
    expect(chooseEncoding(header, all)).toBe(encoding)
  })

  it('chooses only encodings that are available', () => {
    expect(chooseEncoding('br, gzip', (encoding) => encoding !== 'br')).toBe('gzip')
    expect(chooseEncoding('br, gzip', (encoding) => encoding === 'identity')).toBe('identity')
  })
})
