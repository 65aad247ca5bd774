import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  code,
  countValue,
  fileAddress,
  integer,
  list,
  pageAddress,
  textValue,
} from './upstream-values.ts'

describe('whole numbers', () => {
  it.each([
    [12, 12, 12],
    [12.0, 12, 12],
    ['12', 12, 12],
    ['1.2E1', 12, 12],
    [12.9, 12, 12],
    [-3, -3, null],
    [0, 0, 0],
    [-0.5, 0, 0],
    [2 ** 53, null, null],
    [Number.MAX_SAFE_INTEGER, 9_007_199_254_740_991, 9_007_199_254_740_991],
    [Infinity, null, null],
    ['twelve', null, null],
    [true, null, null],
    [[12], null, null],
    [undefined, null, null],
  ])('%j is %j, as a count %j', (value, whole, counted) => {
    expect(integer.parse(value)).toBe(whole)
    expect(countValue.parse(value)).toBe(counted)
  })
})

describe('addresses', () => {
  it.each([
    ['https://esign.cn/a?b=c%2Bd', 'https://esign.cn/a?b=c%2Bd', true],
    ['http://127.0.0.1:9030/x', 'http://127.0.0.1:9030/x', true],
    ['HTTPS://ESIGN.CN/a', 'https://esign.cn/a', true],
    [' https://esign.cn/ \n', 'https://esign.cn/', true],
    [
      'dingtalk://dingtalkclient/page/link?url=a',
      'dingtalk://dingtalkclient/page/link?url=a',
      false,
    ],
    ['javascript:alert(1)', null, false],
    ['java\nscript:alert(1)', null, false],
    ['data:text/html,x', null, false],
    ['blob:https://esign.cn/1', null, false],
    ['//esign.cn/a', null, false],
    ['esign.cn/a', null, false],
    ['https://', null, false],
    ['', null, false],
    [1_000_001, null, false],
    [{ href: 'https://esign.cn/' }, null, false],
    [null, null, false],
  ])('%j is the page %j', (value, page, isFile) => {
    expect(pageAddress.parse(value)).toBe(page)
    expect(fileAddress.parse(value)).toBe(isFile ? page : null)
  })
})

it('texts lose what turns round the text after it, and are cut', () => {
  expect(textValue.parse('合同\u202Efdp.')).toBe('合同fdp.')
  expect(textValue.parse('\u202E \u202C')).toBeNull()
  expect(textValue.parse('a'.repeat(3000))).toHaveLength(2000)
  expect(code.parse(`x${'\u200F'.repeat(9)}`)).toBe('x')
})

it('lists leave out invalid items', () => {
  const items = list(z.object({ name: textValue }))
  expect(items.parse([{ name: 'a' }, null, 1, {}, []])).toEqual([{ name: 'a' }, { name: null }])
  expect(items.parse({ 0: { name: 'a' } })).toEqual([])
})
