import { describe, expect, it } from 'vitest'
import { parseJson } from './json-body.ts'

const json = 'application/json'

describe('parseJson', () => {
  it('reads UTF-8, also with a byte order mark', () => {
    expect(parseJson(Buffer.from('{"a":"合同"}'), json)).toEqual({ a: '合同' })
    expect(parseJson(Buffer.from('\uFEFF{"a":1}'), 'application/json;charset=utf-8')).toEqual({
      a: 1,
    })
  })

  it('replaces an incomplete character', () => {
    expect(parseJson(Buffer.from(String.raw`{"a":"\ud83d"}`), json)).toEqual({ a: '\uFFFD' })
  })

  it("uses the charset in the reply's headers", () => {
    const gbk = Buffer.from([
      0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xba, 0xcf, 0xcd, 0xac, 0x22, 0x7d,
    ])
    expect(parseJson(gbk, 'application/json; charset="GBK"')).toEqual({ a: '合同' })
  })

  it('falls back to UTF-8 for an unknown charset', () => {
    expect(parseJson(Buffer.from('{"a":"合同"}'), `${json};charset=klingon`)).toEqual({ a: '合同' })
  })

  it.each(['', '{"a":', '<html>', 'null x', '\u0000'])('returns undefined for %j', (text) => {
    expect(parseJson(Buffer.from(text), json)).toBeUndefined()
  })

  it('accepts bytes that are no text, and deep nesting', () => {
    expect(parseJson(Buffer.from([0xff, 0xfe, 0xfd]), json)).toBeUndefined()
    expect(parseJson(Buffer.from('['.repeat(1_000_000)), json)).toBeUndefined()
  })
})
